package hermes.local.endpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hermes.local.stack.Json;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * An error as an AWS service reports it.
 *
 * @param code as {@code ResourceNotFoundException}
 */
public record AwsError(int status, String code, String message) {

    private static final HttpString ERROR_TYPE = new HttpString("x-amzn-errortype");
    private static final HttpString REQUEST_ID = new HttpString("x-amzn-requestid");

    /** In the protocol of the request: XML for the older query protocol, otherwise JSON. */
    public void send(HttpServerExchange exchange) {
        send(exchange, Json.object());
    }

    /** @param members what an answer in JSON says besides */
    public void send(HttpServerExchange exchange, ObjectNode members) {
        String contentType = exchange.getRequestHeaders().getFirst(Headers.CONTENT_TYPE);
        boolean query = contentType != null && contentType.startsWith("application/x-www-form-urlencoded");
        exchange.getResponseHeaders().put(ERROR_TYPE, code).put(REQUEST_ID, UUID.randomUUID().toString())
                .put(Headers.CONTENT_TYPE, query ? "text/xml" : "application/x-amz-json-1.0");
        exchange.setStatusCode(status).getResponseSender()
                .send(ByteBuffer.wrap(query ? xml() : json(members)));
    }

    /** Services differ in the letter case of the message, clients read both. */
    private byte[] json(ObjectNode members) {
        return Json.bytes(members.put("__type", code).put("message", message).put("Message", message));
    }

    private byte[] xml() {
        return """
            <ErrorResponse><Error><Type>%s</Type><Code>%s</Code><Message>%s</Message></Error>\
            <RequestId>%s</RequestId></ErrorResponse>"""
                .formatted(status < 500 ? "Sender" : "Receiver", code, escaped(message), UUID.randomUUID())
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}

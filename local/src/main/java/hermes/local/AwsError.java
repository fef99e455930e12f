package hermes.local;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * An error as an AWS service reports it.
 *
 * @param code as {@code ResourceNotFoundException}
 */
record AwsError(int status, String code, String message) {

    private static final HttpString ERROR_TYPE = new HttpString("x-amzn-errortype");
    private static final HttpString REQUEST_ID = new HttpString("x-amzn-requestid");

    /** The form of the services that speak JSON. */
    void sendJson(HttpServerExchange exchange) {
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/x-amz-json-1.0")
                .put(ERROR_TYPE, code)
                .put(REQUEST_ID, UUID.randomUUID().toString());
        // Services differ in the letter case of the message, clients read both.
        byte[] body = Json
                .bytes(Json.object().put("__type", code).put("message", message).put("Message", message));
        exchange.setStatusCode(status).getResponseSender().send(ByteBuffer.wrap(body));
    }
}

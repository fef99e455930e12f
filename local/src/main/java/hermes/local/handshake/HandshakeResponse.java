package hermes.local.handshake;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.StatusCodes;
import java.util.Map;
import java.util.UUID;

/**
 * A handshake answered with an HTTP error. Clients see the status only; the body is that of API Gateway's other
 * APIs, for what a WebSocket API sends is not documented.
 *
 * @param headers besides the usual
 * @param reason for the developer, never sent
 */
public record HandshakeResponse(int status, Map<String, String> headers, String reason) {

    private static final HttpString REQUEST_ID = new HttpString("x-amzn-requestid");
    private static final HttpString ERROR_TYPE = new HttpString("x-amzn-errortype");

    public static HandshakeResponse of(int status, String reason) {
        return new HandshakeResponse(status, Map.of(), reason);
    }

    public void send(HttpServerExchange exchange) {
        exchange.setStatusCode(status);
        exchange.getResponseHeaders().put(REQUEST_ID, UUID.randomUUID().toString());
        headers.forEach((name, value) -> exchange.getResponseHeaders().put(new HttpString(name), value));
        if (status < 400) {
            exchange.endExchange();
            return;
        }
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json").put(ERROR_TYPE,
                errorType());
        exchange.getResponseSender().send("{\"message\":\"" + message() + "\"}");
    }

    private String message() {
        return status < 500 ? StatusCodes.getReason(status) : "Internal server error";
    }

    private String errorType() {
        return switch (status) {
            case 401 -> "UnauthorizedException";
            case 403 -> "ForbiddenException";
            default -> status < 500 ? "BadRequestException" : "InternalServerErrorException";
        };
    }
}

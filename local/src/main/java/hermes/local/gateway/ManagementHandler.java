package hermes.local.gateway;

import hermes.local.endpoint.CredentialScope;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import java.nio.ByteBuffer;
import java.time.InstantSource;

/**
 * The HTTP side of {@link ManagementApi}: {@code /stage/@connections/id}, the sign and the id as they are or
 * percent-encoded. Requests must be signed; the signature itself is not checked, for there are no real
 * credentials. Runs on any thread and never waits.
 */
final class ManagementHandler implements HttpHandler {

    private static final HttpString AMZN_REQUEST_ID = new HttpString("x-amzn-requestid");
    private static final HttpString GATEWAY_REQUEST_ID = new HttpString("x-amz-apigw-id");
    private static final HttpString TRACE_ID = new HttpString("x-amzn-trace-id");
    private static final HttpString ERROR_TYPE = new HttpString("x-amzn-errortype");

    /** Far over the limit of a message, so that those a bit too large still get a proper answer. */
    private static final int LARGEST_REQUEST = 8 * 1024 * 1024;

    private final String prefix;
    private final ManagementApi api;
    private final RequestIds ids;
    private final InstantSource clock;

    ManagementHandler(GatewayContext gateway, ConnectionRegistry connections) {
        this.prefix = "/" + gateway.api().stage() + "/@connections/";
        this.api = new ManagementApi(connections, gateway.limits());
        this.ids = gateway.ids();
        this.clock = gateway.clock();
    }

    /** Hands on what is signed for this service; the rest is answered as API Gateway does. */
    HttpHandler before(HttpHandler next) {
        return exchange -> {
            if (isSigned(exchange)) {
                next.handleRequest(exchange);
            } else {
                send(exchange, exchange.getRequestHeaders().contains(Headers.AUTHORIZATION)
                        ? ManagementAnswer.forbidden()
                        : ManagementAnswer.unsigned());
            }
        };
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        exchange.getRequestReceiver().setMaxBufferSize(LARGEST_REQUEST);
        exchange.getRequestReceiver().receiveFullBytes((_, body) -> send(exchange, answer(exchange, body)),
                (_, _) -> send(exchange, api.tooLarge()));
    }

    /** Whoever comes here is signed for this service. Undertow has decoded the path, once. */
    private ManagementAnswer answer(HttpServerExchange exchange, byte[] body) {
        String path = exchange.getRequestPath();
        if (!path.startsWith(prefix)) {
            return ManagementAnswer.forbidden();
        }
        String connectionId = path.substring(prefix.length());
        HttpString method = exchange.getRequestMethod();
        if (method.equals(Methods.POST)) {
            return api.post(connectionId, body);
        }
        if (method.equals(Methods.GET)) {
            return api.get(connectionId);
        }
        return method.equals(Methods.DELETE) ? api.delete(connectionId) : ManagementAnswer.forbidden();
    }

    private static boolean isSigned(HttpServerExchange exchange) {
        String authorization = exchange.getRequestHeaders().getFirst(Headers.AUTHORIZATION);
        return authorization != null
                && CredentialScope.in(authorization).filter(scope -> scope.service().equals("execute-api"))
                        .isPresent();
    }

    private void send(HttpServerExchange exchange, ManagementAnswer answer) {
        exchange.setStatusCode(answer.status());
        exchange.getResponseHeaders().put(AMZN_REQUEST_ID, RequestIds.uuid())
                .put(GATEWAY_REQUEST_ID, ids.request()).put(TRACE_ID, ids.trace(clock.instant()));
        answer.errorType().ifPresent(type -> exchange.getResponseHeaders().put(ERROR_TYPE, type));
        if (answer.status() == 204) {
            exchange.endExchange();
            return;
        }
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
        exchange.getResponseSender().send(ByteBuffer.wrap(answer.body()));
    }
}

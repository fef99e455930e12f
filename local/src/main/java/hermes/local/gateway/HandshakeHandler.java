package hermes.local.gateway;

import hermes.local.handshake.ConnectEvent;
import hermes.local.handshake.HandshakeResponse;
import hermes.local.handshake.LambdaAuthorizer;
import hermes.local.handshake.UpgradeRequest;
import hermes.local.handshake.UpgradeRules;
import hermes.local.route.ConnectionInfo;
import hermes.local.route.EventContext;
import hermes.local.route.Principal;
import hermes.local.route.RouteIntegration;
import hermes.local.route.RouteOutcome;
import hermes.local.route.WebSocketApi;
import hermes.local.stack.GatewayEvent;
import io.undertow.connector.ByteBufferPool;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.xnio.StreamConnection;

/**
 * Decides over a handshake: authorizer, then {@code $connect}, then 101, so that no message of a client can come
 * before the verdict on it. Thread-safe.
 *
 * <p>Whether AWS fires {@code $disconnect} for a client that {@code $connect} refused is unknown; this does not.
 *
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-route-keys-connect-disconnect.html">$connect and $disconnect</a>
 */
final class HandshakeHandler implements HttpHandler {

    private static final HttpString PROTOCOL = new HttpString("Sec-WebSocket-Protocol");

    private final GatewayContext gateway;
    private final ConnectionRegistry connections;
    private final Optional<LambdaAuthorizer> authorizer;
    private final RouteIntegration integration;
    private final MessageRouting routing;

    HandshakeHandler(GatewayContext gateway, ConnectionRegistry connections) {
        this.gateway = gateway;
        this.connections = connections;
        this.authorizer = gateway.api().authorizer()
                .map(authorizer -> new LambdaAuthorizer(authorizer, gateway.functions(),
                        gateway.limits().authorizerBytes()));
        this.integration = new RouteIntegration(gateway.functions());
        this.routing = new MessageRouting(gateway);
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        // The verdict waits for functions, which an I/O thread must not.
        exchange.dispatch(gateway.executor(), this::decide);
    }

    private void decide(HttpServerExchange exchange) {
        Optional<HandshakeResponse> refusal = UpgradeRules.refusal(exchange,
                gateway.limits().urlBytes(), gateway.limits().headBytes());
        if (refusal.isPresent()) {
            refuse(exchange, refusal.get());
            return;
        }
        Instant now = gateway.clock().instant();
        UpgradeRequest request = UpgradeRequest.of(exchange, gateway.ids().trace(now));
        var info = new ConnectionInfo(gateway.ids().connection(), now, request.host(),
                request.sourceIp(),
                request.header("User-Agent"), Optional.empty());
        // Authorizer and $connect see one request with one time.
        EventContext event = gateway.event(info);
        if (authorizer.isEmpty()) {
            connect(exchange, request, event, Duration.ZERO);
            return;
        }
        switch (authorizer.get().judge(event, request)) {
            case LambdaAuthorizer.Verdict.Denied(HandshakeResponse denial) -> refuse(exchange, denial);
            case LambdaAuthorizer.Verdict.Allowed(Principal principal) -> connect(exchange, request,
                    event.of(info.as(principal)), Duration.between(now, gateway.clock().instant()));
        }
    }

    private void connect(HttpServerExchange exchange, UpgradeRequest request, EventContext context,
            Duration authorizerTook) {
        ConnectionInfo info = context.info();
        Optional<WebSocketApi.Route> route = gateway.api().route(WebSocketApi.CONNECT);
        if (route.isEmpty()) {
            accept(exchange, info, Optional.empty());
            return;
        }
        byte[] event = ConnectEvent.json(context, request, authorizerTook);
        RouteOutcome outcome = integration.invoke(route.get(), event);
        String reason = "$connect failed: " + outcome.failure().orElse("");
        switch (outcome) {
            case RouteOutcome.Answered(var response) when response.isSuccess() -> accept(exchange, info,
                    response.header(PROTOCOL.toString()));
            case RouteOutcome.Answered(var response) -> refuse(exchange,
                    HandshakeResponse.of(response.statusCode(),
                            "$connect answered " + response.statusCode()));
            case RouteOutcome.Broken _ -> refuse(exchange, HandshakeResponse.of(502, reason));
            case RouteOutcome.Unreachable _ -> refuse(exchange, HandshakeResponse.of(500, reason));
            case RouteOutcome.OutOfTime _ -> refuse(exchange, HandshakeResponse.of(504, reason));
        }
    }

    /** @param protocol sent back only because {@code $connect} said so; no other header of its answer is */
    private void accept(HttpServerExchange exchange, ConnectionInfo info, Optional<String> protocol) {
        exchange.getResponseHeaders().put(Headers.SEC_WEB_SOCKET_ACCEPT, UpgradeRules.accept(exchange));
        protocol.ifPresent(value -> exchange.getResponseHeaders().put(PROTOCOL, value));
        Connection connection = connections.open(info, new ClientSocket(exchange));
        exchange.upgradeChannel("websocket", (channel, _) -> begin(connection, channel, exchange));
        exchange.endExchange();
    }

    private void begin(Connection connection, StreamConnection channel, HttpServerExchange exchange) {
        ByteBufferPool buffers = exchange.getConnection().getByteBufferPool();
        var reader = new FrameReader(connection, channel, buffers, routing);
        forget(exchange);
        connection.execute(() -> {
            connection.open(channel);
            reader.start();
        });
    }

    /** The socket keeps the exchange as long as it is open, which needs nothing of it any more: neither token nor headers. */
    private static void forget(HttpServerExchange exchange) {
        exchange.getRequestHeaders().clear();
        exchange.getResponseHeaders().clear();
        exchange.getQueryParameters().clear();
        exchange.setQueryString("");
    }

    private void refuse(HttpServerExchange exchange, HandshakeResponse refusal) {
        gateway.tell(new GatewayEvent.Refused(refusal.status(), refusal.reason()));
        refusal.send(exchange);
    }
}

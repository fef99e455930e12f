package hermes.local.gateway;

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

    private final GatewayContext core;
    private final ConnectionRegistry connections;
    private final Optional<LambdaAuthorizer> authorizer;
    private final RouteIntegration integration;
    private final MessageRouting routing;

    HandshakeHandler(GatewayContext core, ConnectionRegistry connections) {
        this.core = core;
        this.connections = connections;
        this.authorizer = core.api().authorizer()
                .map(authorizer -> new LambdaAuthorizer(authorizer, core.functions(), core.limits()));
        this.integration = new RouteIntegration(core.functions());
        this.routing = new MessageRouting(core);
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        // The verdict waits for functions, which an I/O thread must not.
        exchange.dispatch(core.tasks(), this::decide);
    }

    private void decide(HttpServerExchange exchange) {
        Optional<HandshakeResponse> refusal = UpgradeRules.refusal(exchange, core.limits());
        if (refusal.isPresent()) {
            refuse(exchange, refusal.get());
            return;
        }
        Instant now = core.clock().instant();
        UpgradeRequest request = UpgradeRequest.of(exchange, core.ids(), now);
        var session = new ConnectionInfo(core.ids().connection(), now, request.host(),
                request.sourceIp(),
                request.header("User-Agent"), Optional.empty());
        if (authorizer.isEmpty()) {
            connect(exchange, request, session, Duration.ZERO);
            return;
        }
        switch (authorizer.get().judge(core.event(session), request)) {
            case LambdaAuthorizer.Verdict.Denied(HandshakeResponse denial) -> refuse(exchange, denial);
            case LambdaAuthorizer.Verdict.Allowed(Principal principal) -> connect(exchange, request,
                    session.as(principal), Duration.between(now, core.clock().instant()));
        }
    }

    private void connect(HttpServerExchange exchange, UpgradeRequest request, ConnectionInfo session,
            Duration authorizerTook) {
        Optional<WebSocketApi.Route> route = core.api().route(WebSocketApi.CONNECT);
        if (route.isEmpty()) {
            accept(exchange, session, Optional.empty());
            return;
        }
        byte[] event = ConnectEvent.json(core.event(session), request, authorizerTook);
        RouteOutcome outcome = integration.invoke(route.get(), event);
        String reason = "$connect failed: " + outcome.failure().orElse("");
        switch (outcome) {
            case RouteOutcome.Answered(var response) when response.isSuccess() -> accept(exchange, session,
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
    private void accept(HttpServerExchange exchange, ConnectionInfo session, Optional<String> protocol) {
        exchange.getResponseHeaders().put(Headers.SEC_WEB_SOCKET_ACCEPT, UpgradeRules.accept(exchange));
        protocol.ifPresent(value -> exchange.getResponseHeaders().put(PROTOCOL, value));
        Connection connection = connections.open(session, new ClientSocket(exchange));
        exchange.upgradeChannel("websocket", (channel, _) -> begin(connection, channel, exchange));
        exchange.endExchange();
    }

    private void begin(Connection connection, StreamConnection channel, HttpServerExchange exchange) {
        ByteBufferPool buffers = exchange.getConnection().getByteBufferPool();
        var inbound = new FrameReader(connection, channel, buffers, routing);
        connection.execute(() -> {
            connection.open(channel);
            inbound.start();
        });
    }

    private void refuse(HttpServerExchange exchange, HandshakeResponse refusal) {
        core.tell(new GatewayEvent.Refused(refusal.status(), refusal.reason()));
        refusal.send(exchange);
    }
}

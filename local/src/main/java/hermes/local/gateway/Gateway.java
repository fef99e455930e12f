package hermes.local.gateway;

import hermes.local.handshake.HandshakeResponse;
import hermes.local.lambda.Functions;
import hermes.local.route.WebSocketApi;
import hermes.local.stack.GatewayEvent;
import hermes.local.stack.HttpPort;
import hermes.local.stack.LoopbackGuard;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.StatusCodes;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * API Gateway's WebSocket data plane on this machine: {@code ws://localhost:port/stage} for clients and
 * {@code http://localhost:port/stage/@connections/…} for backends. It is meant never to be kinder than AWS: where
 * AWS's behaviour is not known, it takes the reading that is worse for the caller, and says so where it does.
 * Thread-safe.
 *
 * <p>Not emulated: TLS, API keys, IAM authorization of clients, permessage-deflate (which a server may decline),
 * model validation, throttling, and integrations other than Lambda proxies.
 *
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api.html">WebSocket APIs</a>
 */
public final class Gateway implements AutoCloseable {

    private final GatewayContext context;
    private final HttpPort port;
    private final ConnectionRegistry connections;
    private final HttpHandler handshake;
    private final HttpHandler management;
    private final HttpHandler ownManagement;
    private final LimitWatch limitWatch;
    private volatile boolean closed;

    private Gateway(HttpPort port, GatewayContext context, Optional<HttpHandler> managementEntry) {
        this.context = context;
        this.port = port;
        limitWatch = new LimitWatch(context.clock());
        connections = new ConnectionRegistry(context, limitWatch);
        handshake = new HandshakeHandler(context, connections);
        var handler = new ManagementHandler(context, connections);
        management = handler;
        ownManagement = LoopbackGuard.forPrograms(handler.before(managementEntry.orElse(handler)));
    }

    /**
     * @param port is closed with the gateway
     * @throws IllegalArgumentException if the API uses what is not emulated
     */
    public static Gateway start(HttpPort port, WebSocketApi api, Functions functions,
            GatewaySettings settings) {
        var gateway = new Gateway(port,
                new GatewayContext(api, functions, settings.limits(), settings.clock(), settings.events()),
                settings.managementEntry());
        gateway.limitWatch.start(gateway.connections::enforceLimits);
        // On AWS too a page of any origin may open a socket: what it lacks is a token.
        port.serve(LoopbackGuard.forAllPages(gateway::route).refusingWith((exchange, sentence) -> {
            gateway.context.tell(new GatewayEvent.Refused(StatusCodes.FORBIDDEN, sentence));
            LoopbackGuard.refuse(exchange, sentence);
        }));
        return gateway;
    }

    /** Serves {@code /stage/@connections/…}, for use behind another server too; on any thread. */
    public HttpHandler management() {
        return management;
    }

    /** The open connections. */
    public Collection<ConnectionView> connections() {
        return connections.all().stream().map(ConnectionView::of).toList();
    }

    /**
     * Closes a connection's TCP without a close frame, as a broken network does.
     *
     * @return whether there was such a connection
     */
    public boolean cut(String connectionId) {
        Optional<Connection> connection = connections.find(connectionId);
        connection.ifPresent(found -> found.lose("the network was cut on purpose"));
        return connection.isPresent();
    }

    /**
     * Closes every connection with 1001, gives clients and running functions a moment each to finish, then stops
     * for good. May be called again.
     */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        connections.closeAll();
        await(() -> connections.isEmpty() && context.executor().isIdle());
        connections.hangUp();
        limitWatch.close();
        context.close();
        port.close();
    }

    private void route(HttpServerExchange exchange) throws Exception {
        String path = exchange.getRequestPath();
        String stage = "/" + context.api().stage();
        if (closed) {
            HandshakeResponse.of(503, "the gateway is closing").send(exchange);
        } else if (path.contains("/@connections")) {
            ownManagement.handleRequest(exchange);
        } else if (path.equals(stage) || path.equals(stage + "/")) {
            handshake.handleRequest(exchange);
        } else {
            HandshakeResponse refusal = HandshakeResponse.of(403,
                    "the path is " + path + ", but the stage is " + stage);
            context.tell(new GatewayEvent.Refused(refusal.status(), refusal.reason()));
            refusal.send(exchange);
        }
    }

    private void await(BooleanSupplier condition) {
        Instant end = Instant.now().plus(context.limits().closing());
        while (!condition.getAsBoolean() && Instant.now().isBefore(end)) {
            LockSupport.parkNanos(5_000_000);
        }
    }
}

package hermes.local.gateway;

import hermes.local.stack.GatewayEvent;
import hermes.local.websocket.CloseStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The connections that can be posted to, and those whose close is not answered yet. Thread-safe.
 *
 * <p>A connection is here from the moment its 101 is on its way, and not while {@code $connect} decides: a post
 * until then finds nothing, as on AWS.
 */
final class ConnectionRegistry implements Connection.Keeper {

    private final Map<String, Connection> open = new ConcurrentHashMap<>();
    private final Map<Connection, Instant> closing = new ConcurrentHashMap<>();
    private final GatewayContext gateway;
    private final Disconnects disconnects;
    private volatile boolean closed;

    ConnectionRegistry(GatewayContext gateway) {
        this.gateway = gateway;
        this.disconnects = new Disconnects(gateway);
    }

    Connection open(ConnectionInfo info, ClientSocket socket) {
        var connection = new Connection(info, socket, gateway, this);
        gateway.tell(new GatewayEvent.Opened(info.connectionId(),
                info.principal().map(Principal::attributes).orElse(Map.of())));
        open.put(info.connectionId(), connection);
        socket.onClosed(connection::gone);
        if (closed) {
            connection.close(CloseStatus.GOING_AWAY, "the gateway is closing");
        }
        return connection;
    }

    Optional<Connection> find(String id) {
        return Optional.ofNullable(open.get(id)).filter(connection -> !connection.hasEnded());
    }

    Collection<Connection> all() {
        return List.copyOf(open.values());
    }

    boolean isEmpty() {
        return open.isEmpty() && closing.isEmpty();
    }

    @Override
    public void ended(Connection connection, CloseStatus status, String explanation) {
        closing.put(connection, gateway.clock().instant());
        gateway.tell(new GatewayEvent.Closed(connection.id(), status.code(), status.reason(), explanation));
        disconnects.fire(connection.info(), status);
        // Last, so that a gateway that waits for all to be over does not stop before the event is on its way.
        open.remove(connection.id());
    }

    @Override
    public void gone(Connection connection) {
        closing.remove(connection);
    }

    /** Closes what is idle or old, and hangs up on those that do not answer a close. */
    void enforceLimits() {
        Instant now = gateway.clock().instant();
        open.values().forEach(connection -> {
            if (isOver(connection.info().connectedAt(), gateway.limits().life(), now)) {
                connection.close(CloseStatus.GOING_AWAY, "it lived for " + gateway.limits().life());
            } else if (isOver(connection.lastActiveAt(), gateway.limits().idle(), now)) {
                connection.close(CloseStatus.GOING_AWAY, "it was idle for " + gateway.limits().idle());
            }
        });
        closing.forEach((connection, since) -> {
            if (isOver(since, gateway.limits().closing(), now)) {
                connection.gone();
            }
        });
    }

    void closeAll() {
        closed = true;
        open.values()
                .forEach(connection -> connection.close(CloseStatus.GOING_AWAY, "the gateway is closing"));
    }

    /** Hangs up on those that have not answered {@link #closeAll}. */
    void hangUp() {
        closing.keySet().forEach(Connection::gone);
    }

    private static boolean isOver(Instant since, Duration limit, Instant now) {
        return !now.isBefore(since.plus(limit));
    }
}

package hermes.local.gateway;

import hermes.local.route.ConnectionInfo;
import hermes.local.route.Principal;
import hermes.local.stack.GatewayEvent;
import hermes.local.websocket.CloseStatus;
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
    /** With the time at which there is no more waiting for an answer. */
    private final Map<Connection, Instant> closing = new ConcurrentHashMap<>();
    private final GatewayContext gateway;
    private final LimitWatch limits;
    private final Disconnects disconnects;
    private volatile boolean closed;

    /** @param limits calls {@link #enforceLimits} */
    ConnectionRegistry(GatewayContext gateway, LimitWatch limits) {
        this.gateway = gateway;
        this.limits = limits;
        this.disconnects = new Disconnects(gateway);
    }

    Connection open(ConnectionInfo info, ClientSocket socket) {
        var connection = new Connection(info, socket, gateway, this);
        gateway.tell(new GatewayEvent.Opened(info.connectionId(),
                info.principal().map(Principal::attributes).orElse(Map.of())));
        open.put(info.connectionId(), connection);
        limits.expect(endOf(connection));
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
        Instant hangUp = gateway.clock().instant().plus(gateway.limits().closing());
        closing.put(connection, hangUp);
        limits.expect(hangUp);
        gateway.tell(new GatewayEvent.Closed(connection.id(), status.code(), status.reason(), explanation));
        disconnects.fire(connection.info(), status);
        // Last, so that a gateway that waits for all to be over does not stop before the event is on its way.
        open.remove(connection.id());
    }

    @Override
    public void gone(Connection connection) {
        closing.remove(connection);
    }

    /**
     * Closes what is idle or old, and hangs up on those that do not answer a close.
     *
     * @return when the next of those that are left may be due; {@link Instant#MAX} if none is left
     */
    Instant enforceLimits() {
        Instant now = gateway.clock().instant();
        Instant next = Instant.MAX;
        for (Connection connection : open.values()) {
            Instant end = endOf(connection);
            if (!now.isBefore(end)) {
                end(connection, now);
            } else if (end.isBefore(next)) {
                next = end;
            }
        }
        for (var leaving : closing.entrySet()) {
            if (!now.isBefore(leaving.getValue())) {
                leaving.getKey().gone();
            } else if (leaving.getValue().isBefore(next)) {
                next = leaving.getValue();
            }
        }
        return next;
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

    private void end(Connection connection, Instant now) {
        boolean old = !now.isBefore(endOfLife(connection));
        connection.close(CloseStatus.GOING_AWAY,
                old
                        ? "it lived for " + gateway.limits().life()
                        : "it was idle for " + gateway.limits().idle());
    }

    /** If it stays idle from now on. */
    private Instant endOf(Connection connection) {
        Instant idle = connection.lastActiveAt().plus(gateway.limits().idle());
        Instant life = endOfLife(connection);
        return idle.isBefore(life) ? idle : life;
    }

    private Instant endOfLife(Connection connection) {
        return connection.info().connectedAt().plus(gateway.limits().life());
    }
}

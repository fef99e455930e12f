package hermes.local.gateway;

import hermes.local.route.ConnectionInfo;
import hermes.local.route.Principal;
import java.time.Instant;
import java.util.Map;

/**
 * An open connection, as it was when asked for.
 *
 * @param principal what the authorizer said about the client, with {@code principalId}; empty without one
 */
public record ConnectionView(String connectionId, Map<String, String> principal, String sourceIp,
        Instant connectedAt, Instant lastActiveAt) {

    static ConnectionView of(Connection connection) {
        ConnectionInfo info = connection.info();
        return new ConnectionView(connection.id(),
                info.principal().map(Principal::attributes).orElse(Map.of()),
                info.sourceIp(), info.connectedAt(), connection.lastActiveAt());
    }
}

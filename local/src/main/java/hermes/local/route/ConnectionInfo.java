package hermes.local.route;

import java.time.Instant;
import java.util.Optional;

/**
 * What stays true of a connection from its handshake on. Immutable.
 *
 * @param domainName the Host header, with the port unless it is the scheme's own
 */
public record ConnectionInfo(String connectionId, Instant connectedAt, String domainName, String sourceIp,
        Optional<String> userAgent, Optional<Principal> principal) {

    public ConnectionInfo as(Principal authorized) {
        return new ConnectionInfo(connectionId, connectedAt, domainName, sourceIp, userAgent,
                Optional.of(authorized));
    }
}

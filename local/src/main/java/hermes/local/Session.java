package hermes.local;

import java.time.Instant;
import java.util.Optional;

/**
 * What stays true of a connection from its handshake on. Immutable.
 *
 * @param domainName the Host header, with the port unless it is the scheme's own
 */
record Session(String connectionId, Instant connectedAt, String domainName, String sourceIp,
        Optional<String> userAgent, Optional<Principal> principal) {

    Session as(Principal authorized) {
        return new Session(connectionId, connectedAt, domainName, sourceIp, userAgent,
                Optional.of(authorized));
    }
}

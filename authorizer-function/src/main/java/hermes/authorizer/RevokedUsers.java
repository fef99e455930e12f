package hermes.authorizer;

import java.time.Instant;
import java.util.Optional;

/** Whose tokens of an issuer have been revoked. Implementations are thread-safe. */
interface RevokedUsers {

    /**
     * Whether tokens of that date are revoked for the user in the room.
     *
     * @param issuedAt empty if the token does not say
     * @throws TokenHashesUnavailableException if that cannot be read
     */
    boolean includes(String user, String room, Optional<Instant> issuedAt);
}

package hermes.backend;

import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * Issues and revokes the tokens with which browsers connect. Thread-safe. An interface, so that tests can stand in for it
 * and containers can wrap it; methods may be added to it.
 *
 * <p>
 * A token is checked twice: its signature, and the hash of what it carries against a row of the token table.
 * The signature says that the token is ours, the row that it still holds.
 *
 * <p>
 * All methods throw {@link IllegalArgumentException} for a user or room that no stack would take (empty, longer
 * than 256 bytes of UTF-8, or with control characters), and {@link HermesException} if AWS fails.
 *
 * @see Hermes#tokens()
 */
public interface Tokens {

    /** Issues a token that may send and listen; see {@link #issue(String, String, Duration, Access)}. */
    default String issue(String user, String room, Duration lifetime) {
        return issue(user, room, lifetime, Access.SEND_AND_LISTEN);
    }

    /** Issues a token whose connections end when it does; see {@link #issue(String, String, TokenLife, Access)}. */
    default String issue(String user, String room, Duration lifetime, Access access) {
        return issue(user, room, TokenLife.of(lifetime), access);
    }

    /**
     * Issues a token for one user in one room. Earlier ones stay good until they expire or are revoked; what was revoked
     * stays revoked. The first token of a user in a room costs a bcrypt hash and a write, the next ones a read.
     *
     * @return the token with which a client connects to the stack's WebSocket URL
     */
    default String issue(String user, String room, TokenLife life, Access access) {
        return issue(user, room, life, access, List.of());
    }

    /**
     * As {@link #issue(String, String, TokenLife, Access)}, for connections that may join further rooms as well.
     *
     * @param further at most 50 rooms that have 4,096 bytes of UTF-8 together, where a {@code "} or {@code \} counts four; what
     *        is granted while the page is open, {@link RoomGrants} says
     */
    String issue(String user, String room, TokenLife life, Access access, Collection<String> further);

    /**
     * From now on no token that was issued before opens a connection of that user to that room, also not after the next one
     * is issued: so rights can be taken away, by revoking and issuing one with less. Open connections stay open. It holds
     * against tokens of backends whose clocks are up to a minute ahead, and of those only that write {@code iat} into them
     * or use this library; where another writes the row anew, see docs/protocol.md. If other tokens or grants let the
     * user into the room as a further one, that is taken back as well, and such connections are put out of it.
     */
    void revoke(String user, String room);
}

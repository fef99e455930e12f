package hermes.backend;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Issues and revokes the tokens with which browsers connect. Thread-safe.
 *
 * <p>
 * A token is checked twice: its signature, and the hash of what it carries against a row of the token table.
 * The signature says that the token is ours, the row that it still holds.
 *
 * <p>
 * All methods throw {@link IllegalArgumentException} for a user or room that no stack would take (empty, longer
 * than 256 bytes of UTF-8, or with control characters), and {@link HermesException} if AWS fails.
 */
public final class Tokens {
    /** RFC 7518, section 3.2: the key of HS512 is at least as long as its output. */
    static final int SHORTEST_KEY_BYTES = 64;

    /**
     * Revoking reaches this far ahead, to meet tokens of a backend whose clock is ahead of ours. The next token's date of
     * issue is moved there.
     */
    static final Duration CLOCK_LEEWAY = Duration.ofMinutes(1);

    private final TokenRows rows;
    private final Secret key;
    private final Secret passcode;
    private final Clock clock;

    Tokens(DynamoDbClient dynamoDb, String table, Secrets secrets, Clock clock) {
        this.rows = new TokenRows(dynamoDb, table);
        this.key = secrets.key();
        this.passcode = secrets.passcode();
        this.clock = clock;
    }

    /** Issues a token that may send and listen; see {@link #issue(String, String, Duration, Access)}. */
    public String issue(String user, String room, Duration lifetime) {
        return issue(user, room, lifetime, Access.SEND_AND_LISTEN);
    }

    /** Issues a token whose connections end when it does; see {@link #issue(String, String, TokenLife, Access)}. */
    public String issue(String user, String room, Duration lifetime, Access access) {
        return issue(user, room, TokenLife.of(lifetime), access);
    }

    /**
     * Issues a token for one user in one room. Earlier ones stay good until they expire or are revoked; what was revoked
     * stays revoked. The first token of a user in a room costs a bcrypt hash and a write, the next ones a read.
     *
     * @return the token with which a client connects to the stack's WebSocket URL
     */
    public String issue(String user, String room, TokenLife life, Access access) {
        Limits.checkId("user", user);
        Limits.checkId("room", room);
        var algorithm = Algorithm.HMAC512(key());
        var fingerprint = sha256(user + passcode.value() + room);
        var validFrom = Instant.ofEpochSecond(rows.admit(user, room, fingerprint));
        var now = clock.instant();

        var token = JWT.create().withClaim("user_id", user).withClaim("room_id", room)
                .withClaim("token", fingerprint)
                .withIssuedAt(now.isBefore(validFrom) ? validFrom : now)
                .withExpiresAt(now.plus(life.token()));
        life.session().ifPresent(session -> token.withClaim("session", session.toSeconds()));
        if (access == Access.LISTEN) {
            token.withClaim("send", false);
        }
        return token.sign(algorithm);
    }

    /**
     * From now on no token that was issued before opens a connection of that user to that room, also not after the next one
     * is issued: so rights can be taken away, by revoking and issuing one with less. Open connections stay open. It holds
     * against tokens of backends whose clocks are up to a minute ahead, and of those only that write {@code iat} into them
     * or use this library; where another writes the row anew, see docs/protocol.md.
     */
    public void revoke(String user, String room) {
        Limits.checkId("user", user);
        Limits.checkId("room", room);
        rows.revoke(user, room, clock.instant().plus(CLOCK_LEEWAY).plusSeconds(1));
    }

    private byte[] key() {
        var bytes = key.value().getBytes(UTF_8);
        if (bytes.length < SHORTEST_KEY_BYTES) {
            throw new HermesException("The key in secret %s has %d bytes; HS512 needs at least %d"
                    .formatted(key.id(), bytes.length, SHORTEST_KEY_BYTES));
        }
        return bytes;
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every Java has SHA-256", e);
        }
    }

    /** The two secrets of a stack that go into its tokens. */
    record Secrets(Secret key, Secret passcode) {}
}

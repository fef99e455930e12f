package hermes.backend;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import org.mindrot.jbcrypt.BCrypt;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

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
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(365);
    /** What is hashed has 256 random bits already: a higher cost would only make every handshake slower. */
    private static final int BCRYPT_COST = 10;
    /** RFC 7518, section 3.2: the key of HS512 is at least as long as its output. */
    static final int SHORTEST_KEY_BYTES = 64;

    private final DynamoDbClient dynamoDb;
    private final String table;
    private final Secret key;
    private final Secret passcode;
    private final Clock clock;

    Tokens(DynamoDbClient dynamoDb, String table, Secrets secrets, Clock clock) {
        this.dynamoDb = dynamoDb;
        this.table = table;
        this.key = secrets.key();
        this.passcode = secrets.passcode();
        this.clock = clock;
    }

    /** Issues a token that may send and listen; see {@link #issue(String, String, Duration, Access)}. */
    public String issue(String user, String room, Duration lifetime) {
        return issue(user, room, lifetime, Access.SEND_AND_LISTEN);
    }

    /**
     * Issues a token for one user in one room. Earlier ones stay good until they expire, and if the user had
     * been revoked in that room, those of them that have not expired are good again: keep lifetimes short.
     *
     * @param lifetime until when a connection can be opened with it, from a second to 365 days; an open
     *        connection outlives its token
     * @return the token with which a client connects to the stack's WebSocket URL
     */
    public String issue(String user, String room, Duration lifetime, Access access) {
        Limits.checkId("user", user);
        Limits.checkId("room", room);
        if (lifetime.compareTo(SHORTEST) < 0 || lifetime.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "A lifetime of %s; expected one from %s to %s".formatted(lifetime, SHORTEST, LONGEST));
        }
        var algorithm = Algorithm.HMAC512(key());
        var fingerprint = sha256(user + passcode.value() + room);
        store(user, room, BCrypt.hashpw(fingerprint, BCrypt.gensalt(BCRYPT_COST)));

        var token = JWT.create().withClaim("user_id", user).withClaim("room_id", room)
                .withClaim("token", fingerprint)
                .withExpiresAt(clock.instant().plus(lifetime));
        if (access == Access.LISTEN) {
            token.withClaim("send", false);
        }
        return token.sign(algorithm);
    }

    /**
     * From now on no token of that user opens a connection to that room, until the next one is issued. Open
     * connections stay open. Revoking what was never issued changes nothing.
     */
    public void revoke(String user, String room) {
        Limits.checkId("user", user);
        Limits.checkId("room", room);
        attempt("revoke the token of user %s in room %s".formatted(user, room), () -> dynamoDb
                .deleteItem(request -> request.tableName(table)
                        .key(Map.of("user_id", text(user), "room_id", text(room)))));
    }

    private void store(String user, String room, String hash) {
        attempt("store the token of user %s in room %s".formatted(user, room), () -> dynamoDb
                .putItem(request -> request.tableName(table)
                        .item(Map.of("user_id", text(user), "room_id", text(room), "token", text(hash)))));
    }

    private byte[] key() {
        var bytes = key.value().getBytes(UTF_8);
        if (bytes.length < SHORTEST_KEY_BYTES) {
            throw new HermesException("The key in secret %s has %d bytes; HS512 needs at least %d"
                    .formatted(key.id(), bytes.length, SHORTEST_KEY_BYTES));
        }
        return bytes;
    }

    private void attempt(String what, Runnable call) {
        try {
            call.run();
        } catch (SdkException e) {
            throw new HermesException("Could not %s in table %s: %s".formatted(what, table, e.getMessage()),
                    e);
        }
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every Java has SHA-256", e);
        }
    }

    private static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    /** The two secrets of a stack that go into its tokens. */
    record Secrets(Secret key, Secret passcode) {}
}

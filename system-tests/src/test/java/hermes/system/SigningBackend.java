package hermes.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTCreator;
import com.auth0.jwt.algorithms.Algorithm;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import org.mindrot.jbcrypt.BCrypt;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A backend that signs with the key that was current when it was made, as each one does for some minutes after a
 * rotation. It issues to one user, whose row it writes once, with the cheapest hash that the authorizer accepts.
 * Thread-safe.
 */
public final class SigningBackend {

    private static final int CHEAPEST_HASH = 4;
    private static final Duration LIFETIME = Duration.ofMinutes(30);

    private final Algorithm key;
    private final String user;
    private final String room;
    private final String fingerprint;

    public SigningBackend(WholeStack stack, String user, String room) {
        this.key = Algorithm.HMAC512(secret(stack, "JwtSecretArn"));
        this.user = user;
        this.room = room;
        this.fingerprint = sha256(user + secret(stack, "PasscodeSecretArn") + room);
        var row = Map.of("user_id", AttributeValue.fromS(user),
                "room_id", AttributeValue.fromS(room), "token", AttributeValue.fromS(
                        BCrypt.hashpw(fingerprint, BCrypt.gensalt(CHEAPEST_HASH))));
        stack.aws().dynamoDb().putItem(put -> put.tableName(stack.output("TokensTableName")).item(row));
    }

    public String token() {
        return claims().sign(key);
    }

    /** With which a connection may live for so long. */
    String ticket(int sessionSeconds) {
        return claims().withClaim("session", sessionSeconds).sign(key);
    }

    /** With which a connection may join these rooms as well. */
    public String tokenNaming(String... rooms) {
        return claims().withArrayClaim("rooms", rooms).withIssuedAt(Instant.now()).sign(key);
    }

    private JWTCreator.Builder claims() {
        return JWT.create().withClaim("user_id", user).withClaim("room_id", room)
                .withClaim("token", fingerprint).withExpiresAt(Instant.now().plus(LIFETIME));
    }

    private static String secret(WholeStack stack, String output) {
        return stack.aws().secretsManager().getSecretValue(get -> get.secretId(stack.output(output)))
                .secretString();
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}

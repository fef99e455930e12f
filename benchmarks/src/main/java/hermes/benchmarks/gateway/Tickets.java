package hermes.benchmarks.gateway;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import hermes.cli.stack.AwsOperations;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Gatherers;
import java.util.stream.IntStream;
import org.mindrot.jbcrypt.BCrypt;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * Tokens of many users, whose hash is checked in a millisecond: what a hash costs is a setting of backends, and would hide
 * what the gateway costs. Not thread-safe.
 */
public final class Tickets {

    public static final String ROOM = "crowd";

    private static final String FINGERPRINT = "e5456b3f73fa5d76eb168a09646bd4524a6e1c9e3e8ea9180f041db037bebd3b";
    private static final int LOWEST_COST = 4;
    private static final int MOST_WRITES = 25;

    private final AwsOperations stack;
    private final Algorithm key;
    private final AttributeValue hash = AttributeValue
            .fromS(BCrypt.hashpw(FINGERPRINT, BCrypt.gensalt(LOWEST_COST)));
    private int users;

    public Tickets(AwsOperations stack) {
        this.stack = stack;
        this.key = Algorithm.HMAC512(stack.clients().secretsManager()
                .getSecretValue(get -> get.secretId(stack.outputs().get("JwtSecretArn"))).secretString());
    }

    /** The paths by which so many users, one connection each, come in. */
    public List<String> issue(int connections) {
        var names = IntStream.range(users, users + connections).mapToObj(i -> "user-" + i).toList();
        users += connections;
        names.stream().gather(Gatherers.windowFixed(MOST_WRITES)).forEach(this::write);
        return names.stream().map(this::path).toList();
    }

    private void write(List<String> names) {
        var rows = names.stream().map(user -> WriteRequest.builder().putRequest(put -> put.item(Map.of(
                "user_id", AttributeValue.fromS(user), "room_id", AttributeValue.fromS(ROOM), "token", hash)))
                .build()).toList();
        stack.clients().dynamoDb()
                .batchWriteItem(
                        write -> write.requestItems(Map.of(stack.outputs().get("TokensTableName"), rows)));
    }

    private String path(String user) {
        var url = stack.outputs().get("WebSocketUrl");
        var token = JWT.create().withClaim("user_id", user).withClaim("room_id", ROOM)
                .withClaim("token", FINGERPRINT).withExpiresAt(Instant.now().plus(Duration.ofHours(1)))
                .sign(key);
        return URI.create(url).getPath() + "?token=" + token;
    }
}

package hermes.system;

import com.fasterxml.jackson.core.JsonProcessingException;
import hermes.backend.Access;
import hermes.cli.stack.AwsOperations;
import hermes.cli.terminal.Json;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.mindrot.jbcrypt.BCrypt;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Tokens whose hash is checked in a millisecond instead of the tenth of a second that a hash should take, for tests
 * that connect thousands of times. Thread-safe.
 */
public final class CheapTokens {

    private static final int LOWEST_COST = 4;
    private static final Duration LIFETIME = Duration.ofMinutes(30);

    private final AwsOperations operations;

    public CheapTokens(AwsOperations operations) {
        this.operations = operations;
    }

    public String issue(String user, String room) {
        return issue(user, room, List.of());
    }

    /** @param further rooms that the token names */
    public String issue(String user, String room, List<String> further) {
        var token = operations.issueToken(user, room, LIFETIME, Access.SEND_AND_LISTEN, further);
        var row = Map.of("user_id", AttributeValue.fromS(user),
                "room_id", AttributeValue.fromS(room),
                "token",
                AttributeValue.fromS(BCrypt.hashpw(fingerprint(token), BCrypt.gensalt(LOWEST_COST))));
        operations.clients().dynamoDb()
                .putItem(put -> put.tableName(operations.outputs().get("TokensTableName")).item(row));
        return token;
    }

    private static String fingerprint(String token) {
        var claims = new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
        try {
            return Json.parse(claims).path("token").asText();
        } catch (JsonProcessingException e) {
            throw new AssertionError("a token's claims are not JSON: " + claims, e);
        }
    }
}

package hermes.authorizer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Rows in a DynamoDB table with the keys {@code user_id} and {@code room_id}. Thread-safe. */
final class DynamoTokenRows implements TokenRows {
    private final DynamoDbClient dynamoDb;
    private final String table;

    DynamoTokenRows(DynamoDbClient dynamoDb, String table) {
        this.dynamoDb = dynamoDb;
        this.table = table;
    }

    @Override
    public Optional<TokenRow> of(String user, String room) {
        var key = Map.of("user_id", AttributeValue.fromS(user), "room_id", AttributeValue.fromS(room));
        try {
            var answer = dynamoDb.getItem(r -> r.tableName(table).key(key).consistentRead(true));
            return answer.hasItem() ? Optional.of(row(answer.item())) : Optional.empty();
        } catch (SdkException e) {
            throw new TokenRowsUnavailableException(
                    "Could not read the token of user %s in room %s from table %s: %s"
                            .formatted(user, room, table, e.getMessage()),
                    e);
        }
    }

    private static TokenRow row(Map<String, AttributeValue> item) {
        return new TokenRow(Optional.ofNullable(item.get("token")).map(DynamoTokenRows::hash),
                Optional.ofNullable(item.get("valid_from")).map(DynamoTokenRows::seconds));
    }

    /** Text, or the bytes of the text, which is what bcrypt gives in Python. */
    private static String hash(AttributeValue value) {
        return value.b() == null
                ? Optional.ofNullable(value.s()).orElse("")
                : new String(value.b().asByteArrayUnsafe(), ISO_8859_1);
    }

    private static BigDecimal seconds(AttributeValue value) {
        return Optional.ofNullable(value.n()).map(BigDecimal::new).orElse(TokenRow.NEVER);
    }
}

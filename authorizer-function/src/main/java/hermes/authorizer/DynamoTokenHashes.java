package hermes.authorizer;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Hashes in a DynamoDB table with the keys {@code user_id} and {@code room_id}. Thread-safe. */
final class DynamoTokenHashes implements TokenHashes, RevokedUsers {
    private final DynamoDbClient dynamoDb;
    private final String table;

    DynamoTokenHashes(DynamoDbClient dynamoDb, String table) {
        this.dynamoDb = dynamoDb;
        this.table = table;
    }

    @Override
    public Optional<String> of(String user, String room) {
        return row(user, room).map(DynamoTokenHashes::text);
    }

    @Override
    public boolean includes(String user, String room, Optional<Instant> issuedAt) {
        return row(user, room).map(row -> row.get("valid_from")).map(AttributeValue::n).map(BigDecimal::new)
                .filter(from -> issuedAt.isEmpty()
                        || BigDecimal.valueOf(issuedAt.get().getEpochSecond()).compareTo(from) < 0)
                .isPresent();
    }

    private Optional<Map<String, AttributeValue>> row(String user, String room) {
        var key = Map.of("user_id", AttributeValue.fromS(user), "room_id", AttributeValue.fromS(room));
        try {
            var answer = dynamoDb.getItem(r -> r.tableName(table).key(key).consistentRead(true));
            return answer.hasItem() ? Optional.of(answer.item()) : Optional.empty();
        } catch (SdkException e) {
            throw new TokenHashesUnavailableException(
                    "Could not read the token of user %s in room %s from table %s: %s"
                            .formatted(user, room, table, e.getMessage()),
                    e);
        }
    }

    private static String text(Map<String, AttributeValue> row) {
        return Optional.ofNullable(row.get("token")).map(AttributeValue::s).orElse("");
    }
}

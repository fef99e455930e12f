package hermes.authorizer;

import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;

/** Hashes in a DynamoDB table with the keys {@code user_id} and {@code room_id}. Thread-safe. */
final class DynamoTokenHashes implements TokenHashes {
    private final DynamoDbClient dynamoDb;
    private final String table;

    DynamoTokenHashes(DynamoDbClient dynamoDb, String table) {
        this.dynamoDb = dynamoDb;
        this.table = table;
    }

    @Override
    public Optional<String> of(String user, String room) {
        var key = Map.of("user_id", AttributeValue.fromS(user), "room_id", AttributeValue.fromS(room));
        try {
            var answer = dynamoDb.getItem(r -> r.tableName(table).key(key).consistentRead(true));
            return answer.hasItem() ? Optional.of(text(answer)) : Optional.empty();
        } catch (SdkException e) {
            throw new TokenHashesUnavailableException(
                    "Could not read the token of user %s in room %s from table %s: %s"
                            .formatted(user, room, table, e.getMessage()),
                    e);
        }
    }

    private static String text(GetItemResponse answer) {
        return Optional.ofNullable(answer.item().get("token")).map(AttributeValue::s).orElse("");
    }
}

package hermes.common;

import static hermes.common.ConnectionRow.key;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * The rows of further rooms. The home row names a room before the room's row is there and until it is gone, so that whoever
 * removes a connection knows all its rows. Thread-safe.
 */
final class JoinedRows {
    private final DynamoDbClient dynamoDb;
    private final String table;

    JoinedRows(DynamoDbClient dynamoDb, String table) {
        this.dynamoDb = dynamoDb;
        this.table = table;
    }

    /** @return whether there is a home row */
    boolean put(String id, List<String> rooms, Collection<JoinedRoom> joined) {
        if (!name(id, "ADD", rooms)) {
            return false;
        }
        Parallel.forEach(joined,
                one -> dynamoDb.putItem(put -> put.tableName(table).item(ConnectionRow.of(one))));
        return true;
    }

    boolean remove(String id, String room) {
        delete(id, room);
        return name(id, "DELETE", List.of(room));
    }

    void delete(String id, String room) {
        dynamoDb.deleteItem(delete -> delete.tableName(table).key(key(id, room)));
    }

    private boolean name(String id, String how, List<String> rooms) {
        try {
            dynamoDb.updateItem(update -> update.tableName(table).key(key(id))
                    .updateExpression(how + " #rooms :rooms").conditionExpression("attribute_exists(#id)")
                    .expressionAttributeNames(Map.of("#id", ConnectionRow.ID, "#rooms", ConnectionRow.ROOMS))
                    .expressionAttributeValues(Map.of(":rooms", AttributeValue.fromSs(rooms))));
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        }
    }
}

package hermes.system.faults;

import hermes.common.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Connections of which nobody ever heard again, more than a page of them. */
final class DeadConnections {

    private static final int MORE_THAN_A_PAGE = 1_010;
    private static final int WRITES_AT_ONCE = 25;

    private DeadConnections() {}

    /** Young, so that they are left alone, and of a user who comes before all others in the room's index. */
    static void fill(FaultyStack stack, String room) {
        var writes = new ArrayList<WriteRequest>();
        for (int i = 0; i < MORE_THAN_A_PAGE; i++) {
            writes.add(WriteRequest.builder().putRequest(PutRequest.builder().item(row(room, i)).build())
                    .build());
        }
        var table = stack.output("ConnectionsTableName");
        for (int from = 0; from < writes.size(); from += WRITES_AT_ONCE) {
            var some = writes.subList(from, Math.min(from + WRITES_AT_ONCE, writes.size()));
            stack.operations().clients().dynamoDb()
                    .batchWriteItem(batch -> batch.requestItems(Map.of(table, some)));
        }
    }

    private static Map<String, AttributeValue> row(String room, int number) {
        var connection = Connection.since(Instant.now().plusSeconds(60), "Gh0st%07d000=".formatted(number),
                room, "0");
        return Map.of("connection_id", AttributeValue.fromS(connection.id()),
                "room_id", AttributeValue.fromS(connection.room()),
                "user_id", AttributeValue.fromS(connection.user()),
                "connected_at", AttributeValue.fromN("" + connection.connectedAt().toEpochMilli()),
                "expires_at", AttributeValue.fromN("" + connection.expiresAt().getEpochSecond()));
    }
}

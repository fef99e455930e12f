package hermes.send;

import hermes.common.Batches;
import hermes.local.DynamoDbExtension;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Fills rooms with many connections quickly. */
final class Rooms {

    private Rooms() {}

    /** Connections "room-0=", "room-1=", …, each of a user of its own. */
    static List<String> fill(DynamoDbExtension db, String room, int size) {
        var ids = IntStream.range(0, size).mapToObj(i -> room + "-" + i + "=").toList();
        for (List<String> some : Batches.of(ids, 25)) {
            var items = Map.of(db.table("ConnectionsTable"), some.stream().map(id -> put(room, id)).toList());
            while (!items.isEmpty()) {
                var request = items;
                items = db.client().batchWriteItem(r -> r.requestItems(request)).unprocessedItems();
            }
        }
        return ids;
    }

    private static WriteRequest put(String room, String id) {
        var item = Map.of("connection_id", AttributeValue.fromS(id), "room_id", AttributeValue.fromS(room),
                "user_id", AttributeValue.fromS("user-of-" + id), "connected_at",
                AttributeValue.fromN(Long.toString(FunctionFixture.CONNECTED.toEpochMilli())), "expires_at",
                AttributeValue.fromN(Long.toString(FunctionFixture.CONNECTED.getEpochSecond() + 7800)));
        return WriteRequest.builder().putRequest(PutRequest.builder().item(item).build()).build();
    }
}

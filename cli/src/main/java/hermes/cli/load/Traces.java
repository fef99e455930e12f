package hermes.cli.load;

import hermes.cli.load.LoadRooms.Seat;
import hermes.cli.stack.AwsOperations;
import hermes.common.Parallel;
import hermes.common.StreamAttributes;
import hermes.common.StreamName;
import java.util.Map;
import java.util.concurrent.Semaphore;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What a stack would keep of a load for ever: the rows of tokens, and the heads of rooms. The rest expires. Thread-safe. */
public final class Traces {

    private static final int REMOVED_AT_ONCE = 16;

    private final AwsOperations stack;
    private final Semaphore turns = new Semaphore(REMOVED_AT_ONCE);

    public Traces(AwsOperations stack) {
        this.stack = stack;
    }

    /** From then on the tokens open nothing any more. */
    public void remove(LoadRooms rooms) {
        Parallel.forEach(rooms.users(), seat -> remove("TokensTableName", token(seat)));
        Parallel.forEach(rooms.rooms(), room -> remove("NotificationsTableName", head(room)));
    }

    private void remove(String table, Map<String, AttributeValue> key) {
        turns.acquireUninterruptibly();
        try {
            stack.clients().dynamoDb().deleteItem(delete -> delete.tableName(stack.output(table)).key(key));
        } finally {
            turns.release();
        }
    }

    private static Map<String, AttributeValue> token(Seat seat) {
        return Map.of("user_id", AttributeValue.fromS(seat.user()), "room_id",
                AttributeValue.fromS(seat.room()));
    }

    private static Map<String, AttributeValue> head(String room) {
        return Map.of(StreamAttributes.STREAM, AttributeValue.fromS(StreamName.ofRoom(room).key()),
                StreamAttributes.OFFSET, AttributeValue.fromN("0"));
    }
}

package hermes.common.grant;

import static java.util.stream.Collectors.toMap;

import hermes.common.BatchReads;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * What is granted to users beside their tokens, in a table with the key {@code user_id}, {@code room_id}. Thread-safe.
 *
 * <p>
 * Every method throws the SDK's exceptions when DynamoDB does not answer or refuses.
 */
public final class Grants {

    /** A backend whose clock is ahead may have issued a token "in the future". */
    public static final Duration CLOCK_LEEWAY = Duration.ofMinutes(1);

    /** Longer than any token lives. */
    public static final Duration TAKEN_BACK_FOR = Duration.ofDays(367);

    private final DynamoDbClient dynamoDb;
    private final String table;
    private final InstantSource clock;

    public Grants(DynamoDbClient dynamoDb, String table, InstantSource clock) {
        this.dynamoDb = dynamoDb;
        this.table = table;
        this.clock = clock;
    }

    /**
     * Reads strongly consistent what is stored for a user.
     *
     * @param rooms 1 to 100, each once
     * @return one for each room; {@link Grant#NONE} where nothing is stored
     */
    public Map<String, Grant> of(String user, Collection<String> rooms) {
        var keys = rooms.stream().map(room -> GrantItem.key(user, room)).toList();
        var stored = BatchReads.consistent(dynamoDb, table, keys).stream()
                .collect(toMap(item -> item.get(GrantItem.ROOM).s(), GrantItem::grant));
        return rooms.stream().collect(toMap(room -> room, room -> stored.getOrDefault(room, Grant.NONE)));
    }

    /** Lets a user join a room and be in it until then, rounded up to seconds; over what was said about it before. */
    public void grant(String user, String room, Instant until) {
        put(user, room, new Grant(roundedUp(until), Optional.empty()));
    }

    /**
     * Takes a room back from a user, whoever named it: what was granted, and tokens that were issued until now. Connections
     * that are in it stay until they are checked.
     */
    public void takeBack(String user, String room) {
        var now = clock.instant();
        put(user, room, new Grant(roundedUp(now.plus(TAKEN_BACK_FOR)),
                Optional.of(roundedUp(now.plus(CLOCK_LEEWAY)))));
    }

    private void put(String user, String room, Grant grant) {
        var item = GrantItem.of(user, room, grant);
        dynamoDb.putItem(put -> put.tableName(table).item(item));
    }

    private static Instant roundedUp(Instant time) {
        var whole = time.truncatedTo(ChronoUnit.SECONDS);
        return whole.equals(time) ? time : whole.plusSeconds(1);
    }
}

package hermes.common;

import static hermes.common.ConnectionRow.ID;
import static hermes.common.ConnectionRow.ROOM;
import static hermes.common.ConnectionRow.SPENT_UNTIL;
import static hermes.common.ConnectionRow.USER;
import static hermes.common.ConnectionRow.key;
import static hermes.common.ConnectionRow.number;
import static hermes.common.ConnectionRow.text;
import static java.util.stream.Collectors.partitioningBy;
import static java.util.stream.Collectors.toSet;

import java.time.Clock;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * Connections in a DynamoDB table with the key {@code connection_id} and the index {@code by-room}. Thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.Pagination.html">Pagination</a>
 */
public final class DynamoConnections implements Connections {
    private static final String BY_ROOM = "by-room";

    private final DynamoDbClient dynamoDb;
    private final String table;
    private final JoinedRows joinedRows;
    private final Clock clock;

    public DynamoConnections(DynamoDbClient dynamoDb, String table, Clock clock) {
        this.dynamoDb = dynamoDb;
        this.table = table;
        this.joinedRows = new JoinedRows(dynamoDb, table);
        this.clock = clock;
    }

    @Override
    public void put(Connection connection) {
        var row = ConnectionRow.of(connection);
        attempt("put connection " + connection.id(),
                () -> dynamoDb.putItem(r -> r.tableName(table).item(row)));
    }

    @Override
    public void remove(String id) {
        attempt("remove connection " + id, () -> {
            var removed = dynamoDb
                    .deleteItem(r -> r.tableName(table).key(key(id)).returnValues(ReturnValue.ALL_OLD));
            ConnectionRow.rooms(removed.attributes()).forEach(room -> joinedRows.delete(id, room));
            return removed;
        });
    }

    @Override
    public void remove(Connection connection) {
        remove(connection.id());
        if (!connection.home()) {
            leave(connection.id(), connection.room());
        }
    }

    @Override
    public boolean join(Collection<JoinedRoom> joined) {
        var rooms = joined.stream().map(one -> one.connection().room()).toList();
        var id = joined.iterator().next().connection().id();
        return attempt("put connection " + id + " into rooms " + rooms,
                () -> joinedRows.put(id, rooms, joined));
    }

    @Override
    public void leave(String id, String room) {
        attempt("remove connection " + id + " from room " + room, () -> joinedRows.remove(id, room));
    }

    @Override
    public Optional<Connection> find(String id) {
        return row("find connection " + id, key(id)).map(ConnectionRow::connection);
    }

    @Override
    public Optional<JoinedRoom> find(String id, String room) {
        return row("find connection " + id + " in room " + room, key(id, room))
                .map(ConnectionRow::joinedRoom);
    }

    @Override
    public ConnectionRooms find(String id, Collection<String> rooms) {
        var keys = Stream.concat(Stream.of(key(id)), rooms.stream().distinct().map(room -> key(id, room)))
                .toList();
        var rows = attempt("find connection " + id + " in its rooms",
                () -> BatchReads.consistent(dynamoDb, table, keys));
        var home = rows.stream().filter(row -> row.get(ID).equals(text(id))).findFirst();
        var live = rows.stream().filter(this::isLive).map(ConnectionRow::connection).toList();
        return new ConnectionRooms(live.stream().filter(Connection::home).findFirst(),
                home.map(ConnectionRow::rooms).orElse(Set.of()),
                live.stream().filter(row -> !row.home()).map(Connection::room).collect(toSet()));
    }

    private Optional<Map<String, AttributeValue>> row(String what, Map<String, AttributeValue> key) {
        var answer = attempt(what,
                () -> dynamoDb.getItem(r -> r.tableName(table).key(key).consistentRead(true)));
        return Optional.of(answer.item()).filter(row -> !row.isEmpty()).filter(this::isLive);
    }

    private boolean isLive(Map<String, AttributeValue> row) {
        return !ConnectionRow.connection(row).expired(clock.instant());
    }

    @Override
    public OptionalLong spend(String id, long believed, long until) {
        return attempt("count what is sent by connection " + id, () -> {
            try {
                dynamoDb.updateItem(r -> r.tableName(table).key(key(id))
                        .updateExpression("SET #spent = :until")
                        .conditionExpression(
                                "attribute_exists(#id) AND (attribute_not_exists(#spent) OR #spent <= :believed)")
                        .expressionAttributeNames(Map.of("#id", ID, "#spent", SPENT_UNTIL))
                        .expressionAttributeValues(
                                Map.of(":until", number(until), ":believed", number(believed)))
                        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD));
                return OptionalLong.empty();
            } catch (ConditionalCheckFailedException e) {
                return ConnectionRow.spentUntil(e.item());
            }
        });
    }

    @Override
    public Page inRoom(String room, Optional<Page.Cursor> after, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException(
                    "A page of %d connections; expected at least 1".formatted(limit));
        }
        var query = byRoom().keyConditionExpression("room_id = :room")
                .expressionAttributeValues(Map.of(":room", text(room)))
                .exclusiveStartKey(after.map(cursor -> indexKey(room, cursor)).orElse(null));

        // One row more than asked for: DynamoDB names a next page even if the limit fell on the last row.
        var answer = attempt("list the connections of room " + room,
                () -> dynamoDb.query(query.limit(limit + 1).build()));
        var rows = answer.items().stream().map(ConnectionRow::connection).toList();
        if (rows.size() > limit) {
            return page(rows.subList(0, limit), Optional.of(cursor(rows.get(limit - 1))));
        }
        var next = answer.hasLastEvaluatedKey()
                ? Optional.of(new Page.Cursor(answer.lastEvaluatedKey().get(ID).s(),
                        answer.lastEvaluatedKey().get(USER).s()))
                : Optional.<Page.Cursor>empty();
        return page(rows, next);
    }

    @Override
    public Page ofUser(String room, String user) {
        var query = byRoom().keyConditionExpression("room_id = :room AND user_id = :user")
                .expressionAttributeValues(Map.of(":room", text(room), ":user", text(user))).build();
        var rows = attempt("list the connections of user " + user + " in room " + room,
                () -> dynamoDb.queryPaginator(query).items().stream().map(ConnectionRow::connection)
                        .toList());
        return page(rows, Optional.empty());
    }

    /**
     * Everyone, for tools: it reads the whole table, page by page while the stream is consumed, and costs as much.
     *
     * @return those that have not expired, each once, in its home room, and in no order; a page that cannot be read
     *         throws {@link ConnectionsException}
     */
    public Stream<Connection> inAllRooms() {
        var rows = dynamoDb.scanPaginator(scan -> scan.tableName(table)).items().iterator();
        var now = clock.instant();
        return Stream.generate(() -> nextRow(rows)).takeWhile(Optional::isPresent)
                .map(row -> ConnectionRow.connection(row.orElseThrow()))
                .filter(connection -> connection.home() && !connection.expired(now));
    }

    private Optional<Map<String, AttributeValue>> nextRow(Iterator<Map<String, AttributeValue>> rows) {
        return attempt("list all connections",
                () -> rows.hasNext() ? Optional.of(rows.next()) : Optional.empty());
    }

    private Page page(List<Connection> connections, Optional<Page.Cursor> next) {
        var now = clock.instant();
        var byExpiry = connections.stream().collect(partitioningBy(connection -> connection.expired(now)));
        return new Page(byExpiry.get(false), byExpiry.get(true), next);
    }

    private QueryRequest.Builder byRoom() {
        return QueryRequest.builder().tableName(table).indexName(BY_ROOM);
    }

    private static Map<String, AttributeValue> indexKey(String room, Page.Cursor cursor) {
        return Map.of(ROOM, text(room), USER, text(cursor.user()), ID, text(cursor.connection()));
    }

    private static Page.Cursor cursor(Connection connection) {
        return new Page.Cursor(key(connection).get(ID).s(), connection.user());
    }

    private <T> T attempt(String what, Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkException e) {
            throw new ConnectionsException(
                    "Could not %s in table %s: %s".formatted(what, table, e.getMessage()), e);
        }
    }
}

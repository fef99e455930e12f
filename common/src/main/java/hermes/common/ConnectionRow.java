package hermes.common;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongFunction;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The one place that knows the key of a connection's row, and the names and units of its attributes. In its home room the
 * key is the id, in a further one the id, {@code #} and the room: an id has no {@code #}. The home row names the
 * further rooms.
 */
final class ConnectionRow {
    static final String ID = "connection_id";
    static final String ROOM = "room_id";
    static final String USER = "user_id";
    /** In milliseconds, of a connection that has sent something. */
    static final String SPENT_UNTIL = "spent_until";

    /** Of a home row: the further rooms that the connection is in, a set. */
    static final String ROOMS = "rooms";

    private static final char JOINED = '#';
    /** Of a further room that the token names: in seconds, 0 if the token does not say. */
    private static final String TOKEN_ISSUED_AT = "token_issued_at";
    private static final String CONNECTED_AT = "connected_at";
    private static final String EXPIRES_AT = "expires_at";

    private ConnectionRow() {}

    static Map<String, AttributeValue> key(String id) {
        return Map.of(ID, text(id));
    }

    static Map<String, AttributeValue> key(String id, String further) {
        return key(id + JOINED + further);
    }

    static Map<String, AttributeValue> key(Connection connection) {
        return connection.home() ? key(connection.id()) : key(connection.id(), connection.room());
    }

    static Map<String, AttributeValue> of(JoinedRoom joined) {
        var row = new HashMap<>(of(joined.connection()));
        joined.tokenIssuedAt().ifPresent(seconds -> row.put(TOKEN_ISSUED_AT, number(seconds)));
        return row;
    }

    static Map<String, AttributeValue> of(Connection connection) {
        return Map.of(ID, key(connection).get(ID), ROOM, text(connection.room()), USER,
                text(connection.user()),
                CONNECTED_AT, number(connection.connectedAt().toEpochMilli()), EXPIRES_AT,
                number(connection.expiresAt().getEpochSecond()));
    }

    /**
     * A row without times, as a tool other than ours would write it, counts as old and without end: it must
     * not stop the delivery to its whole room, and the first post that finds nobody there removes it.
     */
    static Connection connection(Map<String, AttributeValue> row) {
        var key = row.get(ID).s();
        int joined = key.indexOf(JOINED);
        return new Connection(joined < 0 ? key : key.substring(0, joined), text(row, ROOM), text(row, USER),
                time(row, CONNECTED_AT, Instant::ofEpochMilli).orElse(Instant.EPOCH),
                time(row, EXPIRES_AT, Instant::ofEpochSecond).orElse(Instant.MAX), joined < 0);
    }

    static JoinedRoom joinedRoom(Map<String, AttributeValue> row) {
        return new JoinedRoom(connection(row), number(row, TOKEN_ISSUED_AT));
    }

    /** None if there is no row. */
    static Set<String> rooms(Map<String, AttributeValue> homeRow) {
        return homeRow.containsKey(ROOMS) ? Set.copyOf(homeRow.get(ROOMS).ss()) : Set.of();
    }

    /** Empty if it has sent nothing, or there is no row. */
    static OptionalLong spentUntil(Map<String, AttributeValue> row) {
        return number(row, SPENT_UNTIL);
    }

    static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }

    private static OptionalLong number(Map<String, AttributeValue> row, String name) {
        return row.containsKey(name)
                ? OptionalLong.of(Long.parseLong(row.get(name).n()))
                : OptionalLong.empty();
    }

    private static String text(Map<String, AttributeValue> row, String name) {
        return row.containsKey(name) ? row.get(name).s() : null;
    }

    private static Optional<Instant> time(Map<String, AttributeValue> row, String name,
            LongFunction<Instant> unit) {
        return Optional.ofNullable(row.get(name)).map(AttributeValue::n).map(BigDecimal::new)
                .map(BigDecimal::longValue)
                .map(unit::apply);
    }
}

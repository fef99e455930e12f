package hermes.common;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The one place that knows the names and units of a connection's attributes in DynamoDB. */
final class ConnectionRow {
    static final String ID = "connection_id";
    static final String ROOM = "room_id";
    static final String USER = "user_id";
    /** In milliseconds, of a connection that has sent something. */
    static final String SPENT_UNTIL = "spent_until";

    private static final String CONNECTED_AT = "connected_at";
    private static final String EXPIRES_AT = "expires_at";

    private ConnectionRow() {}

    static Map<String, AttributeValue> of(Connection connection) {
        return Map.of(ID, text(connection.id()), ROOM, text(connection.room()), USER, text(connection.user()),
                CONNECTED_AT, number(connection.connectedAt().toEpochMilli()), EXPIRES_AT,
                number(connection.expiresAt().getEpochSecond()));
    }

    /**
     * A row without times, as a tool other than ours would write it, counts as old and without end: it must
     * not stop the delivery to its whole room, and the first post that finds nobody there removes it.
     */
    static Connection connection(Map<String, AttributeValue> row) {
        return new Connection(text(row, ID), text(row, ROOM), text(row, USER),
                time(row, CONNECTED_AT, Instant::ofEpochMilli).orElse(Instant.EPOCH),
                time(row, EXPIRES_AT, Instant::ofEpochSecond).orElse(Instant.MAX));
    }

    /** Empty if it has sent nothing, or there is no row. */
    static OptionalLong spentUntil(Map<String, AttributeValue> row) {
        return row.containsKey(SPENT_UNTIL)
                ? OptionalLong.of(Long.parseLong(row.get(SPENT_UNTIL).n()))
                : OptionalLong.empty();
    }

    static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
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

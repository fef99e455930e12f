package hermes.common.inbox;

import hermes.common.OffsetRange;
import hermes.common.Position;
import hermes.common.StreamAttributes;
import hermes.common.StreamName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** Reads the streams of inboxes, strongly consistent. Thread-safe. */
final class StreamReader {

    /** Two reads cost more than these few notifications that nobody asked for. */
    private static final int GAP = 20;

    private final DynamoDbClient dynamoDb;
    private final String table;

    StreamReader(DynamoDbClient dynamoDb, String table) {
        this.dynamoDb = dynamoDb;
        this.table = table;
    }

    Position head(StreamName stream) {
        var item = dynamoDb.getItem(get -> get.tableName(table).consistentRead(true)
                .key(Map.of(StreamAttributes.STREAM, AttributeValue.fromS(stream.key()),
                        StreamAttributes.OFFSET, number(0))))
                .item();
        return item.isEmpty()
                ? Position.START
                : new Position(item.get(StreamAttributes.EPOCH).s(), number(item, StreamAttributes.HEAD));
    }

    /** Where the notification of an id was appended in this life of the stream. */
    Optional<Long> offset(StreamName stream, String epoch, String id) {
        var item = dynamoDb.getItem(get -> get.tableName(table).consistentRead(true)
                .key(Map.of(StreamAttributes.STREAM, AttributeValue.fromS(stream.idKey(id)),
                        StreamAttributes.OFFSET, number(0))))
                .item();
        return Optional.of(item)
                .filter(known -> !known.isEmpty() && known.get(StreamAttributes.EPOCH).s().equals(epoch))
                .map(known -> number(known, StreamAttributes.FIRST));
    }

    /** The first that is stored from one offset to another, expired or not. */
    Optional<Expiry> first(StreamName stream, long from, long to) {
        var query = between(stream, new OffsetRange(from, to)).limit(1)
                .projectionExpression("#offset, #expires")
                .expressionAttributeNames(Map.of("#stream", StreamAttributes.STREAM, "#offset",
                        StreamAttributes.OFFSET, "#expires", StreamAttributes.EXPIRES_AT))
                .build();
        return dynamoDb.query(query).items().stream().findFirst()
                .map(item -> new Expiry(number(item, StreamAttributes.OFFSET),
                        number(item, StreamAttributes.EXPIRES_AT)));
    }

    /**
     * Those of some offsets that are stored, from the highest down, until there is enough of them.
     *
     * @param enough bytes of what they say
     */
    List<StoredNotification> descending(StreamName stream, Ranges offsets, long enough) {
        List<StoredNotification> found = new ArrayList<>();
        long bytes = 0;
        var spans = offsets.spans(GAP);
        for (int index = spans.size() - 1; index >= 0; index--) {
            var query = between(stream, spans.get(index)).scanIndexForward(false)
                    .expressionAttributeNames(
                            Map.of("#stream", StreamAttributes.STREAM, "#offset", StreamAttributes.OFFSET))
                    .build();
            for (var item : dynamoDb.queryPaginator(query).items()) {
                if (bytes < enough && offsets.contains(number(item, StreamAttributes.OFFSET))) {
                    var notification = notification(stream, item);
                    found.add(notification);
                    bytes += notification.bytes();
                }
                if (bytes >= enough) {
                    return found;
                }
            }
        }
        return found;
    }

    private QueryRequest.Builder between(StreamName stream, OffsetRange range) {
        return QueryRequest.builder().tableName(table).consistentRead(true)
                .keyConditionExpression("#stream = :stream AND #offset BETWEEN :first AND :last")
                .expressionAttributeValues(Map.of(":stream", AttributeValue.fromS(stream.key()), ":first",
                        number(range.first()), ":last", number(range.last())));
    }

    private static StoredNotification notification(StreamName stream, Map<String, AttributeValue> item) {
        return new StoredNotification(stream, item.get(StreamAttributes.EPOCH).s(),
                number(item, StreamAttributes.OFFSET),
                Instant.ofEpochMilli(number(item, StreamAttributes.AT)), item.get(StreamAttributes.ID).s(),
                item.get(StreamAttributes.AUTHOR).s(), item.get(StreamAttributes.DATA).s(),
                Optional.ofNullable(item.get(StreamAttributes.TRACE_ID)).map(AttributeValue::s));
    }

    private static long number(Map<String, AttributeValue> item, String name) {
        return Long.parseLong(item.get(name).n());
    }

    private static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }

    /** @param expiresAt in seconds since 1970 */
    record Expiry(long offset, long expiresAt) {
        boolean over(Instant now) {
            return expiresAt <= now.getEpochSecond();
        }
    }
}

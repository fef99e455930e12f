package hermes.send.stream;

import hermes.common.StreamName;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The one place that knows the items of the notifications table and their attributes. A stream's partition
 * holds its head at offset 0 and its notifications from 1; each notification's id has a partition of its own, and so has
 * what the reader of a user's stream has spent.
 */
public final class StreamItems {
    static final String STREAM = "stream";
    static final String OFFSET = "offset";
    static final String EPOCH = "epoch";
    static final String HEAD = "head";
    static final String EXPIRES_AT = "expires_at";
    /** In milliseconds. */
    static final String SPENT_UNTIL = "spent_until";
    private static final Duration HEAD_OUTLIVES = Duration.ofDays(30);
    private static final String FIRST = "first";
    private static final String ID = "id";
    private static final String AUTHOR = "user_id";
    private static final String DATA = "data";
    private static final String TRACE_ID = "trace_id";

    private StreamItems() {}

    public static Map<String, AttributeValue> headKey(StreamName stream) {
        return Map.of(STREAM, text(stream.key()), OFFSET, number(0));
    }

    /**
     * That of a room stays for ever. That of a user outlives what was appended with it by a month: anybody who may send can
     * name users who do not exist, and a page that is open for long should not be told to load anew for nothing.
     *
     * @param expiresAt of what is appended with it
     */
    static Map<String, AttributeValue> head(StreamName stream, Position position, Instant expiresAt) {
        var item = new HashMap<>(headKey(stream));
        item.put(EPOCH, text(position.epoch()));
        item.put(HEAD, number(position.offset()));
        stream.user().ifPresent(
                _ -> item.put(EXPIRES_AT, number(expiresAt.plus(HEAD_OUTLIVES).getEpochSecond())));
        return item;
    }

    static Position position(Map<String, AttributeValue> head) {
        return new Position(head.get(EPOCH).s(), number(head, HEAD));
    }

    static Map<String, AttributeValue> id(Entry entry, Instant expiresAt) {
        return Map.of(STREAM, text(entry.stream().idKey(entry.content().id())),
                OFFSET, number(0),
                EPOCH, text(entry.epoch()),
                FIRST, number(entry.offset()),
                EXPIRES_AT, number(expiresAt.getEpochSecond()));
    }

    /** The offset at which the notification of this id item was appended. */
    static long first(Map<String, AttributeValue> id) {
        return number(id, FIRST);
    }

    static Map<String, AttributeValue> notification(Entry entry, Instant expiresAt) {
        var content = entry.content();
        var item = new HashMap<>(Map.of(STREAM, text(entry.stream().key()),
                OFFSET, number(entry.offset()),
                EPOCH, text(entry.epoch()),
                ID, text(content.id()),
                AUTHOR, text(content.author()),
                DATA, text(content.data()),
                EXPIRES_AT, number(expiresAt.getEpochSecond())));
        content.traceId().ifPresent(trace -> item.put(TRACE_ID, text(trace)));
        return item;
    }

    static Entry entry(StreamName stream, Map<String, AttributeValue> item) {
        var content = new Content(item.get(ID).s(), item.get(AUTHOR).s(), item.get(DATA).s(),
                Optional.ofNullable(item.get(TRACE_ID)).map(AttributeValue::s));
        return new Entry(stream, item.get(EPOCH).s(), number(item, OFFSET), content);
    }

    /** Says nothing any more when its time is over. */
    static Map<String, AttributeValue> spent(String stream, long untilMillis) {
        return Map.of(STREAM, text("spent#" + stream), OFFSET, number(0), SPENT_UNTIL, number(untilMillis),
                EXPIRES_AT, number(Math.ceilDiv(untilMillis, 1_000)));
    }

    static long spentUntil(Map<String, AttributeValue> spent) {
        return number(spent, SPENT_UNTIL);
    }

    /** TTL deletes when it gets round to it, often a day late: what counts is the time that it names. */
    static boolean expired(Map<String, AttributeValue> item, Instant now) {
        return number(item, EXPIRES_AT) <= now.getEpochSecond();
    }

    public static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    public static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }

    private static long number(Map<String, AttributeValue> item, String name) {
        return Long.parseLong(item.get(name).n());
    }
}

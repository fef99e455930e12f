package hermes.send.stream;

import static hermes.common.StreamAttributes.AT;
import static hermes.common.StreamAttributes.AUTHOR;
import static hermes.common.StreamAttributes.DATA;
import static hermes.common.StreamAttributes.EPOCH;
import static hermes.common.StreamAttributes.EXPIRES_AT;
import static hermes.common.StreamAttributes.FIRST;
import static hermes.common.StreamAttributes.HEAD;
import static hermes.common.StreamAttributes.ID;
import static hermes.common.StreamAttributes.OFFSET;
import static hermes.common.StreamAttributes.STREAM;
import static hermes.common.StreamAttributes.TRACE_ID;

import hermes.common.Position;
import hermes.common.StreamName;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Makes the items of the notifications table and reads them; {@link hermes.common.StreamAttributes} names what is in them. */
public final class StreamItems {
    private static final Duration HEAD_OUTLIVES = Duration.ofDays(30);
    /** In milliseconds. */
    static final String SPENT_UNTIL = "spent_until";
    private static final String LATEST_EXPIRY = "latest_expiry";

    private StreamItems() {}

    public static Map<String, AttributeValue> headKey(StreamName stream) {
        return Map.of(STREAM, text(stream.key()), OFFSET, number(0));
    }

    /**
     * That of a room stays for ever. That of a user outlives what was appended with it by a month: anybody who may send can
     * name users who do not exist, and a page that is open for long should not be told to load anew for nothing.
     */
    static Map<String, AttributeValue> head(StreamName stream, Head head) {
        var item = new HashMap<>(headKey(stream));
        item.put(EPOCH, text(head.position().epoch()));
        item.put(HEAD, number(head.position().offset()));
        item.put(LATEST_EXPIRY, number(head.latestExpiry().getEpochSecond()));
        stream.user().ifPresent(_ -> item.put(EXPIRES_AT,
                number(head.latestExpiry().plus(HEAD_OUTLIVES).getEpochSecond())));
        return item;
    }

    /** One that an earlier version of this function wrote says nothing about the expiry. */
    static Head head(Map<String, AttributeValue> item) {
        return new Head(new Position(item.get(EPOCH).s(), number(item, HEAD)),
                item.containsKey(LATEST_EXPIRY)
                        ? Instant.ofEpochSecond(number(item, LATEST_EXPIRY))
                        : Instant.EPOCH);
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
        entry.at().ifPresent(at -> item.put(AT, number(at.toEpochMilli())));
        return item;
    }

    static Entry entry(StreamName stream, Map<String, AttributeValue> item) {
        var content = new Content(item.get(ID).s(), item.get(AUTHOR).s(), item.get(DATA).s(),
                Optional.ofNullable(item.get(TRACE_ID)).map(AttributeValue::s));
        var at = Optional.of(item).filter(found -> found.containsKey(AT))
                .map(found -> Instant.ofEpochMilli(number(found, AT)));
        return new Entry(stream, item.get(EPOCH).s(), number(item, OFFSET), at, content);
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

package hermes.send.stream;

import static hermes.send.stream.StreamItems.number;
import static hermes.send.stream.StreamItems.text;
import static java.util.Comparator.comparingLong;

import hermes.common.OffsetRange;
import hermes.common.Position;
import hermes.common.StreamAttributes;
import hermes.common.StreamName;
import hermes.send.invocation.Deadline;
import hermes.send.invocation.RetryDelay;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Streams in a DynamoDB table with the key {@code stream}, {@code offset}. Thread-safe.
 *
 * <p>
 * Appending is optimistic: it assumes the head that this instance saw last, and a refused transaction tells the
 * true one. So the common case costs one transaction and no read.
 */
public final class DynamoStreams implements Streams {
    private final Table table;
    private final Retention retention;
    private final InstantSource clock;
    private final RetryDelay retryDelay;
    private final HeadCache heads = new HeadCache();
    private final BusyStreams busy;
    private final Epochs epochs = new Epochs();

    public DynamoStreams(Table table, Retention retention, InstantSource clock, RetryDelay retryDelay) {
        this.table = table;
        this.retention = retention;
        this.clock = clock;
        this.retryDelay = retryDelay;
        this.busy = new BusyStreams(clock);
    }

    @Override
    public Position head(StreamName stream) {
        return stored(stream).position();
    }

    private Head stored(StreamName stream) {
        var answer = table.dynamoDb().getItem(r -> r.tableName(table.name()).key(StreamItems.headKey(stream))
                .consistentRead(true));
        return answer.hasItem() ? StreamItems.head(answer.item()) : Head.START;
    }

    @Override
    public List<Entry> append(StreamName stream, List<Content> contents, Contention contention,
            Deadline deadline) {
        if (contents.isEmpty() || contents.size() > MOST_AT_ONCE) {
            throw new IllegalArgumentException("%d notifications for stream %s; expected 1 to %d"
                    .formatted(contents.size(), stream.key(), MOST_AT_ONCE));
        }
        if (contention == Contention.GIVE_WAY && busy.contains(stream)) {
            throw new StreamBusyException(stream, 0);
        }
        Head head = heads.seen(stream).orElseGet(() -> stored(stream));
        var appending = new Appending(stream, contents, head, epochs, clock);
        List<Entry> appended = run(appending, stream, contention, deadline);
        heads.see(stream, appending.head());
        return appending.repeats().isEmpty()
                ? appended
                : merged(stored(stream, appending.repeats().values()), appended);
    }

    @Override
    public List<Entry> read(StreamName stream, long first, long last, Predicate<Entry> wanted) {
        var pages = table.dynamoDb().queryPaginator(r -> r.tableName(table.name()).consistentRead(true)
                .keyConditionExpression("#stream = :stream AND #offset BETWEEN :first AND :last")
                .expressionAttributeNames(
                        Map.of("#stream", StreamAttributes.STREAM, "#offset", StreamAttributes.OFFSET))
                .expressionAttributeValues(
                        Map.of(":stream", text(stream.key()), ":first", number(first), ":last",
                                number(last))));
        Instant now = clock.instant();
        return pages.items().stream().filter(item -> !StreamItems.expired(item, now))
                .map(item -> StreamItems.entry(stream, item)).takeWhile(wanted).toList();
    }

    private List<Entry> run(Appending appending, StreamName stream, Contention contention,
            Deadline deadline) {
        try {
            return appending.run(this::attempt, contention, retryDelay, deadline);
        } catch (StreamBusyException e) {
            heads.see(stream, appending.head());
            if (contention == Contention.GIVE_WAY) {
                busy.add(stream);
            }
            throw e;
        }
    }

    private AppendOutcome attempt(Head head, List<Entry> entries) {
        Instant now = clock.instant();
        var expiresAt = now.plus(retention.of(entries.getFirst().stream()));
        return new AppendTransaction(head, entries, now, expiresAt).run(table);
    }

    /** What was appended before under the ids that came again. */
    private List<Entry> stored(StreamName stream, Collection<Long> offsets) {
        return OffsetRange.covering(offsets).stream()
                .flatMap(range -> read(stream, range.first(), range.last()).stream())
                .toList();
    }

    private static List<Entry> merged(List<Entry> some, List<Entry> others) {
        List<Entry> all = new ArrayList<>(some);
        all.addAll(others);
        all.sort(comparingLong(Entry::offset));
        return all;
    }
}

package hermes.send.delivery;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import hermes.common.Batches;
import hermes.common.Parallel;
import hermes.common.StreamName;
import hermes.send.invocation.Deadline;
import hermes.send.invocation.Invocation;
import hermes.send.invocation.OutOfTimeException;
import hermes.send.stream.Content;
import hermes.send.stream.Contention;
import hermes.send.stream.Entry;
import hermes.send.stream.Notification;
import hermes.send.stream.StreamBusyException;
import hermes.send.stream.Streams;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Takes on notifications: appends them to their streams and delivers them, all that go to one stream in one
 * transaction, streams side by side, some at a time. Publishing one again repeats its delivery and nothing else. Thread-safe.
 */
public final class Publishing {

    /** DynamoDB takes 4 MB in a transaction; the rest is for keys, ids and names of attributes. */
    private static final long MOST_TRANSACTION_BYTES = 3L << 20;

    /** A batch can address a thousand users, and each has a stream; DynamoDB's clients have 100 connections. */
    private static final int MOST_APPENDS_AT_ONCE = 50;

    private final Streams streams;
    private final BeforeDelivery beforeDelivery;
    private final Delivery delivery;
    private final Semaphore appendsAtOnce = new Semaphore(MOST_APPENDS_AT_ONCE);

    /** @param beforeDelivery is told of all that is in its stream */
    public Publishing(Streams streams, BeforeDelivery beforeDelivery, Delivery delivery) {
        this.streams = streams;
        this.beforeDelivery = beforeDelivery;
        this.delivery = delivery;
    }

    /** Whoever finds a stream busy goes on trying until time is over. A stream that fails does not hold up another. */
    public PublishOutcome publish(List<Notification> notifications, Invocation invocation) {
        return publish(notifications, Optional.empty(), invocation);
    }

    /** Whoever finds a stream busy waits in line for it, if there is room; at once, whatever the others still have to do. */
    public PublishOutcome publish(List<Notification> notifications, Line line, Invocation invocation) {
        return publish(notifications, Optional.of(line), invocation);
    }

    private PublishOutcome publish(List<Notification> notifications, Optional<Line> line,
            Invocation invocation) {
        var ends = Parallel.map(byStream(notifications).entrySet(),
                stream -> publish(stream.getKey(), stream.getValue(), line, invocation));
        return new PublishOutcome(
                ends.stream().filter(end -> end.failure().isPresent())
                        .collect(toMap(End::stream, end -> end.failure().orElseThrow())),
                ends.stream().filter(End::waits).map(End::stream).collect(toSet()));
    }

    private End publish(StreamName stream, List<Content> contents, Optional<Line> line,
            Invocation invocation) {
        try {
            for (List<Content> some : Batches.of(contents, Streams.MOST_AT_ONCE, MOST_TRANSACTION_BYTES,
                    Publishing::bytes)) {
                Optional<List<Entry>> entries = appendUnlessItWaits(stream, some, line,
                        invocation.deadline());
                if (entries.isEmpty()) {
                    return new End(stream, Optional.empty(), true);
                }
                if (!entries.get().isEmpty()) {
                    deliver(entries.get(), invocation);
                }
            }
            return new End(stream, Optional.empty(), false);
        } catch (RuntimeException e) {
            return new End(stream, Optional.of(e), false);
        }
    }

    private void deliver(List<Entry> entries, Invocation invocation) {
        if (entries.getFirst().stream().kind().inInbox()) {
            invocation.metrics().inboxAppended(entries.size());
        }
        beforeDelivery.appended(entries, invocation);
        delivery.start(entries, invocation);
    }

    private Optional<List<Entry>> appendUnlessItWaits(StreamName stream, List<Content> contents,
            Optional<Line> line, Deadline deadline) {
        try {
            var contention = line.isPresent() ? Contention.GIVE_WAY : Contention.PERSIST;
            return Optional.of(append(stream, contents, contention, deadline));
        } catch (StreamBusyException e) {
            if (line.isEmpty() || deadline.passed()) {
                throw e;
            }
            return line.get().takes(stream)
                    ? Optional.empty()
                    : Optional.of(append(stream, contents, Contention.PERSIST, deadline));
        }
    }

    /** What waits for its turn until time is over is not begun: its message comes again, to an invocation with time. */
    private List<Entry> append(StreamName stream, List<Content> contents, Contention contention,
            Deadline deadline) {
        if (!turn(deadline)) {
            throw new OutOfTimeException("There was no time left to append to stream " + stream.key());
        }
        try {
            return streams.append(stream, contents, contention, deadline);
        } finally {
            appendsAtOnce.release();
        }
    }

    private boolean turn(Deadline deadline) {
        try {
            return !deadline.passed()
                    && appendsAtOnce.tryAcquire(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The contents for each stream, each id once: the first of that id. */
    private static Map<StreamName, List<Content>> byStream(List<Notification> notifications) {
        Map<StreamName, Map<String, Content>> streams = new LinkedHashMap<>();
        for (Notification notification : notifications) {
            for (StreamName stream : notification.streams()) {
                streams.computeIfAbsent(stream, _ -> new LinkedHashMap<>())
                        .putIfAbsent(notification.id(), notification.content());
            }
        }
        return streams.entrySet().stream().collect(
                toMap(Map.Entry::getKey, byId -> List.copyOf(byId.getValue().values())));
    }

    private static long bytes(Content content) {
        return content.data().getBytes(StandardCharsets.UTF_8).length
                + content.author().getBytes(StandardCharsets.UTF_8).length;
    }

    /** What became of all that goes to one stream. */
    private record End(StreamName stream, Optional<RuntimeException> failure, boolean waits) {}
}

package hermes.send.delivery;

import static java.util.stream.Collectors.toMap;

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
    private final Appended appended;
    private final Delivery delivery;
    private final Semaphore appendsAtOnce = new Semaphore(MOST_APPENDS_AT_ONCE);

    /** @param appended is told of all that is in its stream, before it is delivered */
    public Publishing(Streams streams, Appended appended, Delivery delivery) {
        this.streams = streams;
        this.appended = appended;
        this.delivery = delivery;
    }

    /** A stream that fails does not hold up another. */
    public PublishOutcome publish(List<Notification> notifications, Contention contention,
            Invocation invocation) {
        var failures = Parallel.map(byStream(notifications).entrySet(),
                stream -> failure(stream.getKey(), stream.getValue(), contention, invocation));
        return new PublishOutcome(failures.stream().flatMap(Optional::stream)
                .collect(toMap(Failure::stream, Failure::cause)));
    }

    private Optional<Failure> failure(StreamName stream, List<Content> contents, Contention contention,
            Invocation invocation) {
        try {
            for (List<Content> some : Batches.of(contents, Streams.MOST_AT_ONCE, MOST_TRANSACTION_BYTES,
                    Publishing::bytes)) {
                List<Entry> entries = append(stream, some, contention, invocation.deadline());
                if (!entries.isEmpty()) {
                    appended.happened(entries, invocation);
                    delivery.start(entries, invocation);
                }
            }
            return Optional.empty();
        } catch (RuntimeException e) {
            return Optional.of(new Failure(stream, e));
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

    private record Failure(StreamName stream, RuntimeException cause) {}
}

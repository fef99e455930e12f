package hermes.send.delivery;

import hermes.common.Batches;
import hermes.common.Page;
import hermes.send.invocation.Backoff;
import hermes.send.invocation.Invocation;
import hermes.send.stream.Entry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;

/**
 * Hands the rest of a delivery over to other invocations: the next page of a room, and the connections that
 * could not be reached, until the last attempt. What is given up then is still in its stream: the client's
 * resume brings it. Thread-safe.
 */
public final class JobQueue {
    private static final Backoff BETWEEN_ATTEMPTS = new Backoff(Duration.ofSeconds(5), Duration.ofMinutes(5));

    /** Many times longer than it usually is. */
    private static final Duration INDEX_IS_BEHIND = Duration.ofSeconds(5);

    private final NotificationQueue queue;
    private final DoubleSupplier random;

    /** @param random as {@link Backoff#delay} wants it */
    public JobQueue(NotificationQueue queue, DoubleSupplier random) {
        this.queue = queue;
        this.random = random;
    }

    /** @throws RuntimeException if the queue did not take it */
    void nextPage(List<Entry> entries, Page.Cursor after) {
        var job = new Job.NextPage(entries.getFirst().stream(), offsets(entries), after);
        send(job, Duration.ZERO);
    }

    /**
     * @param missed connections by the number of entries that reached them
     * @param attempt the number that this redelivery has, from 1
     * @throws RuntimeException if the queue did not take it
     */
    void retry(List<Entry> entries, Map<Integer, List<String>> missed, int attempt, Invocation invocation) {
        if (attempt > Job.Retry.MOST_ATTEMPTS) {
            missed.forEach((reached, connections) -> undelivered(entries, reached, connections, invocation));
            return;
        }
        var stream = entries.getFirst().stream();
        missed.forEach((reached, connections) -> {
            List<Long> offsets = offsets(entries.subList(reached, entries.size()));
            for (List<String> some : Batches.of(connections, Job.Retry.MOST_CONNECTIONS)) {
                Duration delay = BETWEEN_ATTEMPTS.delay(attempt, random.getAsDouble());
                send(new Job.Retry(stream, offsets, some, attempt), delay);
                invocation.metrics().redelivered(some.size());
            }
        });
    }

    /**
     * Until the last attempt.
     *
     * @throws RuntimeException if the queue did not take it
     */
    void again(Job.Check job) {
        if (job.attempt() < Job.Check.MOST_ATTEMPTS) {
            send(new Job.Check(job.room(), job.user(), job.why(), job.attempt() + 1), INDEX_IS_BEHIND);
        }
    }

    private void send(Job job, Duration delay) {
        queue.send(new OutgoingMessage(job.room(), job.toJson(), Map.of()), delay);
    }

    /** When there is no queue to hand over to. */
    void giveUp(List<Entry> entries, Map<Integer, List<String>> missed, RuntimeException cause,
            Invocation invocation) {
        invocation.log().error("redelivery_not_queued", cause, line -> Entry.addIds(line, entries));
        missed.forEach((reached, connections) -> undelivered(entries, reached, connections, invocation));
    }

    private static void undelivered(List<Entry> entries, int reached, List<String> connections,
            Invocation invocation) {
        invocation.metrics().undelivered(connections.size());
        invocation.log().warn("undelivered",
                line -> Entry.addIds(line, entries.subList(reached, entries.size()))
                        .texts("connection_ids", connections));
    }

    private static List<Long> offsets(List<Entry> entries) {
        return entries.stream().map(Entry::offset).toList();
    }
}

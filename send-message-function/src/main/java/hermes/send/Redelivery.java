package hermes.send;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;

/**
 * Queues what could not be delivered, for just the connections that missed it, and gives up after the last
 * attempt. What is given up is still in its stream: the client's resume brings it. Thread-safe.
 */
final class Redelivery {
    private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(5), Duration.ofMinutes(5));

    private final WorkQueue queue;
    private final DoubleSupplier random;

    /** @param random as {@link Backoff#delay} wants it */
    Redelivery(WorkQueue queue, DoubleSupplier random) {
        this.queue = queue;
        this.random = random;
    }

    /**
     * @param missed connections by the number of entries that reached them
     * @param attempt the number that this redelivery has, from 1
     * @throws RuntimeException if the queue did not take it
     */
    void queue(List<Entry> entries, Map<Integer, List<String>> missed, int attempt, Invocation invocation) {
        if (attempt > Job.Retry.MOST_ATTEMPTS) {
            missed.forEach((reached, connections) -> undelivered(entries, reached, connections, invocation));
            return;
        }
        var stream = entries.getFirst().stream();
        missed.forEach((reached, connections) -> {
            List<Long> offsets = Delivery.offsets(entries.subList(reached, entries.size()));
            for (List<String> some : Chunks.of(connections, Job.Retry.MOST_CONNECTIONS)) {
                Duration delay = BACKOFF.delay(attempt, random.getAsDouble());
                queue.send(new Job.Retry(stream, offsets, some, attempt).toJson(), delay);
                invocation.metrics().redelivered(some.size());
            }
        });
    }

    /** When there is no queue to hand over to. */
    void giveUp(List<Entry> entries, Map<Integer, List<String>> missed, RuntimeException cause,
            Invocation invocation) {
        invocation.log().error("redelivery_not_queued", cause,
                line -> line.text("stream", entries.getFirst().stream().key()));
        missed.forEach((reached, connections) -> undelivered(entries, reached, connections, invocation));
    }

    private static void undelivered(List<Entry> entries, int reached, List<String> connections,
            Invocation invocation) {
        invocation.metrics().undelivered(connections.size());
        invocation.log().warn("undelivered", line -> line.text("stream", entries.getFirst().stream().key())
                .texts("notification_ids",
                        entries.stream().skip(reached).map(entry -> entry.content().id()).toList())
                .texts("connection_ids", connections));
    }
}

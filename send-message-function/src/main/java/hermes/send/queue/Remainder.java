package hermes.send.queue;

import static java.util.stream.Collectors.toCollection;

import hermes.common.StreamName;
import hermes.send.delivery.NotificationQueue;
import hermes.send.delivery.PublishOutcome;
import hermes.send.invocation.Backoff;
import hermes.send.invocation.Invocation;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * What is left of a notification that was published to some of its users and failed for others: queued again for those
 * only, so that what is done is not done again. Thread-safe.
 */
public final class Remainder {

    /** Many can fail together, and should not come back together. */
    private static final Backoff SPREAD = new Backoff(Duration.ofSeconds(20), Duration.ofSeconds(20));

    private final NotificationQueue queue;
    private final DoubleSupplier random;

    /** @param random as {@link Backoff#delay} wants it */
    public Remainder(NotificationQueue queue, DoubleSupplier random) {
        this.queue = queue;
        this.random = random;
    }

    /**
     * Not if nothing of it is done, as its attempts must be counted; nor from the ordered queue, where it would lose its
     * place: there the record itself comes again.
     *
     * @return whether it is queued, so that the record is done
     */
    boolean queued(QueueMessage.WithNotification message, PublishOutcome published, Invocation invocation) {
        var notification = message.notification();
        List<StreamName> failed = published.failed(notification);
        if (message.record().group().isPresent() || failed.size() == notification.streams().size()) {
            return false;
        }
        var users = failed.stream().map(StreamName::user).flatMap(Optional::stream)
                .collect(toCollection(LinkedHashSet::new));
        Duration delay = SPREAD.delay(1, random.getAsDouble());
        try {
            queue.send(QueueMessage.outgoing(message.record(), notification.only(users)), delay);
        } catch (RuntimeException e) {
            // The record comes again, with the users for whom it is done: that costs more, and loses nothing.
            return false;
        }
        invocation.log().warn("requeued", line -> line.text("message_id", message.record().messageId())
                .text("notification_id", notification.id()).text("trace_id", message.record().traceId())
                .number("users", users.size()).number("again_in_seconds", delay.toSeconds())
                .text("reason", published.failure(notification).map(Object::toString)));
        return true;
    }
}

package hermes.send.queue;

import static java.util.Comparator.comparingInt;

import hermes.common.Parallel;
import hermes.send.delivery.Delivery;
import hermes.send.delivery.Job;
import hermes.send.delivery.PublishOutcome;
import hermes.send.delivery.Publishing;
import hermes.send.inbox.InboxMessages;
import hermes.send.invocation.Invocation;
import hermes.send.invocation.OutOfTimeException;
import hermes.send.queue.QueueMessage.WithJob;
import hermes.send.queue.QueueMessage.WithNotification;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Handles one batch of a queue. Each record stands for itself: a fault of one is not a fault of the others. Of the ordered
 * queue those of a group go to their streams in the order in which they came, and what follows one that cannot even be
 * read waits with it. A record that comes twice is published once and delivered twice. Thread-safe.
 */
public final class QueueBatch {
    private final Publishing publishing;
    private final Delivery delivery;
    private final InboxMessages inbox;
    private final Handover handover;
    private final Remainder remainder;
    private final InstantSource clock;

    public QueueBatch(Publishing publishing, Delivery delivery, InboxMessages inbox, Handover handover,
            Remainder remainder, InstantSource clock) {
        this.publishing = publishing;
        this.delivery = delivery;
        this.inbox = inbox;
        this.handover = handover;
        this.remainder = remainder;
        this.clock = clock;
    }

    /** @return one for each record, in their order */
    public List<RecordOutcome> handle(List<QueueRecord> records, Invocation invocation) {
        List<QueueMessage> messages = held(records.stream().map(QueueMessage::read).toList());
        List<Supplier<List<RecordOutcome>>> halves = List.of(
                () -> publish(only(WithNotification.class, messages), invocation),
                () -> Parallel.map(only(WithJob.class, messages), message -> perform(message, invocation)));
        List<RecordOutcome> outcomes = new ArrayList<>(only(RecordOutcome.class, messages));
        Parallel.map(halves, Supplier::get).forEach(outcomes::addAll);
        outcomes.sort(comparingInt(outcome -> records.indexOf(outcome.record())));
        return outcomes;
    }

    /** What follows a record of its group that failed already would overtake it. */
    static List<QueueMessage> held(List<QueueMessage> messages) {
        Map<String, RecordOutcome.Failed> failed = new HashMap<>();
        return messages.stream().map(message -> {
            var group = message.record().group();
            if (message instanceof RecordOutcome.Failed failure) {
                group.ifPresent(name -> failed.putIfAbsent(name, failure));
            }
            return group.map(failed::get)
                    .filter(first -> first != message && !(message instanceof RecordOutcome.Poison))
                    .<QueueMessage>map(first -> behind(first, message.record())).orElse(message);
        }).toList();
    }

    private static RecordOutcome.Failed behind(RecordOutcome.Failed first, QueueRecord record) {
        return new RecordOutcome.Failed(record, Optional.empty(), List.of(), new OutOfTimeException(
                "It waits behind message %s, which failed".formatted(first.record().messageId())));
    }

    private static <T> List<T> only(Class<T> kind, List<QueueMessage> messages) {
        return messages.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private List<RecordOutcome> publish(List<WithNotification> messages, Invocation invocation) {
        var notifications = messages.stream().map(WithNotification::notification).toList();
        // Who comes from the ordered queue has stood in line.
        var published = messages.stream().allMatch(message -> message.record().group().isPresent())
                ? publishing.publish(notifications, invocation)
                : publishing.publish(notifications, handover.line(messages, invocation), invocation);
        return messages.stream().map(message -> outcome(message, published, invocation)).toList();
    }

    private RecordOutcome outcome(WithNotification message, PublishOutcome published, Invocation invocation) {
        var notification = message.notification();
        var failure = published.failure(notification);
        if (published.isPublished(notification)) {
            return done(message.record(), invocation);
        }
        if (failure.isEmpty()) {
            return new RecordOutcome.Done(message.record());
        }
        return remainder.queued(message, published, invocation)
                ? new RecordOutcome.Done(message.record())
                : new RecordOutcome.Failed(message.record(), Optional.of(notification.id()),
                        published.failed(notification), failure.get());
    }

    private RecordOutcome done(QueueRecord published, Invocation invocation) {
        invocation.metrics().published(1);
        invocation.metrics().latency(Duration.between(published.sentAt(), clock.instant()));
        return new RecordOutcome.Done(published);
    }

    private RecordOutcome perform(WithJob message, Invocation invocation) {
        try {
            switch (message.job()) {
                case Job.NextPage page -> delivery.continueWith(page, invocation);
                case Job.Retry retry -> delivery.retry(retry, invocation);
                case Job.Check check -> delivery.check(check, invocation);
                case Job.TellState(var room, var user) -> inbox.tell(room, user, invocation);
            }
            return new RecordOutcome.Done(message.record());
        } catch (RuntimeException e) {
            return new RecordOutcome.Failed(message.record(), Optional.empty(),
                    message.job().streams(), e);
        }
    }
}

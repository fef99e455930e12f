package hermes.send.queue;

import static java.util.stream.Collectors.toCollection;

import hermes.common.Batches;
import hermes.common.StreamName;
import hermes.send.delivery.OutgoingMessage;
import hermes.send.delivery.PublishOutcome;
import hermes.send.delivery.SqsOrderedQueue;
import hermes.send.invocation.Invocation;
import hermes.send.queue.QueueMessage.WithNotification;
import hermes.send.stream.Notification;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Hands what found its stream busy over to the ordered queue. Of a burst to one room that comes by the other queue, as many
 * batches are worked on as functions run, and all want to append to one stream, where one can: those who lose wait in that
 * line instead of racing again, which would take transactions that bring nothing. Thread-safe.
 */
public final class Handover {
    private final SqsOrderedQueue line;

    public Handover(SqsOrderedQueue line) {
        this.line = line;
    }

    /** @return those whose busy streams are the ordered queue's concern from now on */
    Set<WithNotification> take(List<WithNotification> messages, PublishOutcome published,
            Invocation invocation) {
        var busy = messages.stream().filter(message -> message.record().group().isEmpty())
                .filter(message -> !published.busy(message.notification()).isEmpty())
                .map(message -> new Waiting(message,
                        QueueMessage.outgoing(onlyBusy(message.notification(), published))))
                .toList();
        Set<WithNotification> taken = new HashSet<>();
        for (var batch : Batches.of(busy, SqsOrderedQueue.MOST_MESSAGES, SqsOrderedQueue.MOST_BYTES,
                waiting -> SqsOrderedQueue.bytes(waiting.outgoing()))) {
            taken.addAll(taken(batch, invocation));
        }
        return taken;
    }

    private List<WithNotification> taken(List<Waiting> batch, Invocation invocation) {
        try {
            var numbers = line.send(batch.stream().map(Waiting::outgoing).toList());
            var taken = numbers.stream().sorted().map(batch::get).map(Waiting::message).toList();
            invocation.log().info("handed_over", line -> line.texts("message_ids",
                    taken.stream().map(message -> message.record().messageId()).toList()));
            return taken;
        } catch (RuntimeException e) {
            // The records come again.
            invocation.log().warn("not_handed_over", line -> line.text("reason", e.toString()));
            return List.of();
        }
    }

    private static Notification onlyBusy(Notification notification, PublishOutcome published) {
        Set<String> users = published.busy(notification).stream().map(StreamName::user)
                .flatMap(Optional::stream).collect(toCollection(LinkedHashSet::new));
        return users.isEmpty() ? notification : notification.only(users);
    }

    private record Waiting(WithNotification message, OutgoingMessage outgoing) {}
}

package hermes.backend;

import java.util.List;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Publishes with SQS. Thread-safe. */
final class QueuePublisher implements Publisher {
    /** What SQS takes at once. */
    static final int BATCH_MESSAGES = 10;
    static final int BATCH_BYTES = 1024 * 1024;

    private final Queue queue;
    private final BatchSender sender;

    QueuePublisher(SqsClient sqs, Queue queue, Pause pause) {
        this.queue = queue;
        this.sender = new BatchSender(sqs, queue, pause);
    }

    @Override
    public String publish(Notification notification) {
        var publication = publish(List.of(notification)).get(0);
        if (publication instanceof Publication.Failed failed) {
            throw new HermesException(
                    "Could not publish notification %s: %s".formatted(failed.id(), failed.reason()));
        }
        return publication.id();
    }

    @Override
    public List<Publication> publish(List<Notification> notifications) {
        var messages = notifications.stream().map(QueueMessage::of).toList();
        var lanes = queue.ordered() ? Lanes.byRoom(messages) : Lanes.unordered(messages);
        return new Publishing(messages, sender).through(lanes);
    }

    @Override
    public String toString() {
        return "publisher on queue " + queue.url();
    }
}

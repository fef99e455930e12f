package hermes.backend;

import hermes.common.Batches;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Publishes notifications on a stack's queue. Thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html">
 *      SendMessageBatch</a>
 */
public final class Publisher {
    /** What SQS takes at once. */
    static final int BATCH_MESSAGES = 10;
    static final int BATCH_BYTES = 1024 * 1024;

    private final BatchSender sender;

    Publisher(SqsClient sqs, String queueUrl, Pause pause) {
        this.sender = new BatchSender(sqs, queueUrl, pause);
    }

    /**
     * Publishes one notification.
     *
     * @return its id
     * @throws HermesException if the queue did not confirm it; publishing the same again is safe
     */
    public String publish(Notification notification) {
        return switch (publish(List.of(notification)).getFirst()) {
            case Publication.Queued(String id) -> id;
            case Publication.Failed(String id, String reason) -> throw new HermesException(
                    "Could not publish notification %s: %s".formatted(id, reason));
        };
    }

    /**
     * Publishes many notifications, in as few requests as SQS allows. One that fails does not hold up the
     * others, and what AWS lets us repeat is repeated.
     *
     * @return what became of each, in the order given; empty for none
     */
    public List<Publication> publish(List<Notification> notifications) {
        var publications = new ArrayList<Publication>();
        for (var batch : batches(notifications)) {
            publications.addAll(sender.send(batch));
        }
        return List.copyOf(publications);
    }

    static List<List<QueueMessage>> batches(List<Notification> notifications) {
        var messages = notifications.stream().map(QueueMessage::of).toList();
        return Batches.of(messages, BATCH_MESSAGES, BATCH_BYTES, QueueMessage::bytes);
    }
}

package hermes.backend;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts notifications into what SQS takes at once: ten messages, and 1 MiB of them.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html">
 *      SendMessageBatch</a>
 */
final class Batches {
    private static final int MESSAGES = 10;

    private Batches() {}

    /** Keeps the order; no batch is empty. */
    static List<List<QueueMessage>> of(List<Notification> notifications) {
        var batches = new ArrayList<List<QueueMessage>>();
        int bytes = 0;
        for (var notification : notifications) {
            var message = QueueMessage.of(notification);
            bytes += message.bytes();
            if (batches.isEmpty() || batches.getLast().size() == MESSAGES || bytes > Limits.QUEUE_BYTES) {
                batches.add(new ArrayList<>());
                bytes = message.bytes();
            }
            batches.getLast().add(message);
        }
        return batches;
    }
}

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
    static final int MESSAGES = 10;
    static final int BYTES = 1024 * 1024;

    private Batches() {}

    /** Keeps the order; no batch is empty. */
    static List<List<QueueMessage>> of(List<Notification> notifications) {
        var batches = new ArrayList<List<QueueMessage>>();
        int bytes = 0;
        for (var notification : notifications) {
            var message = QueueMessage.of(notification);
            bytes += message.bytes();
            if (batches.isEmpty() || batches.getLast().size() == MESSAGES || bytes > BYTES) {
                batches.add(new ArrayList<>());
                bytes = message.bytes();
            }
            batches.getLast().add(message);
        }
        return batches;
    }
}

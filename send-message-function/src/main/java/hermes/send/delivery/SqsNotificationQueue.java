package hermes.send.delivery;

import hermes.common.Groups;
import java.time.Duration;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The notification queue in SQS. Each message has its room as its group: the queue keeps no order, but while one room has
 * more than its share of what is under way it lets the others go first. Thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html">SendMessage</a>
 * @see <a href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-fair-queues.html">Fair
 *      queues</a>
 */
public final class SqsNotificationQueue implements NotificationQueue {
    private final SqsClient sqs;
    private final String url;

    public SqsNotificationQueue(SqsClient sqs, String url) {
        this.sqs = sqs;
        this.url = url;
    }

    @Override
    public void send(OutgoingMessage message, Duration delay) {
        int seconds = (int) delay.plusNanos(999_999_999).toSeconds();
        sqs.sendMessage(r -> r.queueUrl(url).messageGroupId(Groups.of(message.room()))
                .messageBody(message.body()).delaySeconds(seconds)
                .messageAttributes(message.attributes()));
    }
}

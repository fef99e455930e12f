package hermes.send.delivery;

import java.time.Duration;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The notification queue in SQS. Thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html">SendMessage</a>
 */
public final class SqsNotificationQueue implements NotificationQueue {
    private final SqsClient sqs;
    private final String url;

    public SqsNotificationQueue(SqsClient sqs, String url) {
        this.sqs = sqs;
        this.url = url;
    }

    @Override
    public void send(String body, Duration delay) {
        int seconds = (int) delay.plusNanos(999_999_999).toSeconds();
        sqs.sendMessage(r -> r.queueUrl(url).messageBody(acceptable(body)).delaySeconds(seconds));
    }

    /** SQS takes no U+FFFE and no U+FFFF, but JSON has other ways to write them. */
    private static String acceptable(String json) {
        return json.replace("\uFFFE", "\\ufffe").replace("\uFFFF", "\\uffff");
    }
}

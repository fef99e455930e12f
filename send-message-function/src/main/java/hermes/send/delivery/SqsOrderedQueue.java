package hermes.send.delivery;

import hermes.common.Groups;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResultEntry;

/**
 * The ordered queue in SQS, which gives out one batch of a room at a time. Thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html">SendMessageBatch</a>
 */
public final class SqsOrderedQueue {

    /** In one batch. */
    public static final int MOST_MESSAGES = 10;

    /** Of all messages of a batch, their attributes included. */
    public static final int MOST_BYTES = 1024 * 1024;

    private final SqsClient sqs;
    private final String url;

    public SqsOrderedQueue(SqsClient sqs, String url) {
        this.sqs = sqs;
        this.url = url;
    }

    /** How much of {@link #MOST_BYTES} it takes. */
    public static long bytes(OutgoingMessage message) {
        return SqsNotificationQueue.body(message).getBytes(StandardCharsets.UTF_8).length
                + message.traceId().map(id -> id.getBytes(StandardCharsets.UTF_8).length).orElse(0)
                + "trace_idString".length();
    }

    /**
     * @return which of them the queue took, from 0
     * @throws RuntimeException if SQS did not answer; it may have taken them
     */
    public Set<Integer> send(List<OutgoingMessage> batch) {
        var entries = IntStream.range(0, batch.size()).mapToObj(i -> entry(i, batch.get(i))).toList();
        return sqs.sendMessageBatch(request -> request.queueUrl(url).entries(entries)).successful().stream()
                .map(SendMessageBatchResultEntry::id).map(Integer::valueOf).collect(Collectors.toSet());
    }

    /** Nothing that is sent here may be dropped as a duplicate: the same id can come for other users. */
    private static SendMessageBatchRequestEntry entry(int number, OutgoingMessage message) {
        return SendMessageBatchRequestEntry.builder().id("" + number)
                .messageGroupId(Groups.of(message.room()))
                .messageDeduplicationId(UUID.randomUUID().toString())
                .messageBody(SqsNotificationQueue.body(message))
                .messageAttributes(SqsNotificationQueue.attributes(message)).build();
    }
}

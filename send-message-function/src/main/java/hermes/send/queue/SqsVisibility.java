package hermes.send.queue;

import static java.util.stream.Collectors.groupingBy;

import hermes.common.Batches;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;

/**
 * The visibility of messages in SQS. Thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibilityBatch.html">
 *      ChangeMessageVisibilityBatch</a>
 */
public final class SqsVisibility implements Visibility {
    private static final int MOST_AT_ONCE = 10;

    private final SqsClient sqs;
    private final SourceQueues queues;

    public SqsVisibility(SqsClient sqs, SourceQueues queues) {
        this.sqs = sqs;
        this.queues = queues;
    }

    @Override
    public void change(Map<QueueRecord, Duration> pauses) {
        pauses.keySet().stream().collect(groupingBy(queues::of)).forEach((queue, records) -> {
            for (List<QueueRecord> some : Batches.of(records, MOST_AT_ONCE)) {
                change(queue.url(), some.stream().map(record -> entry(record, pauses.get(record))).toList());
            }
        });
    }

    private void change(String url, List<ChangeMessageVisibilityBatchRequestEntry> entries) {
        var answer = sqs.changeMessageVisibilityBatch(r -> r.queueUrl(url).entries(entries));
        if (answer.hasFailed()) {
            throw new IllegalStateException("SQS did not take %d of %d: %s".formatted(answer.failed().size(),
                    entries.size(), answer.failed().getFirst().message()));
        }
    }

    private static ChangeMessageVisibilityBatchRequestEntry entry(QueueRecord record, Duration pause) {
        return ChangeMessageVisibilityBatchRequestEntry.builder().id(record.messageId())
                .receiptHandle(record.receiptHandle()).visibilityTimeout((int) pause.toSeconds()).build();
    }
}

package hermes.send.queue;

import hermes.send.json.Refusal;
import java.util.Map;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;

/**
 * The dead-letter queues in SQS, each for the messages of one queue: the message as it was, and with its attributes why
 * it lies there. Thread-safe.
 *
 * <p>
 * One of the ordered queue keeps its group. Its deduplication id is the message's own id, not the publisher's: so it is
 * put aside once, and neither another message with the publisher's id is swallowed nor this one when it is sent again.
 *
 * <p>
 * A body within some hundred bytes of SQS's 1 MiB leaves no room for reasons and is not taken; SQS itself moves
 * that message after its last receive.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html">
 *      Message attributes</a>
 */
public final class SqsDeadLetters implements DeadLetters {
    private static final String REASON_CODE = "reason_code";
    private static final String REASON = "reason";

    private static final int MOST_REASON_LENGTH = 500;

    private final SqsClient sqs;
    private final SourceQueues queues;

    public SqsDeadLetters(SqsClient sqs, SourceQueues queues) {
        this.sqs = sqs;
        this.queues = queues;
    }

    @Override
    public void bury(QueueRecord record, Refusal refusal) {
        var letter = SendMessageRequest.builder().queueUrl(queues.of(record).deadLetterUrl())
                .messageBody(record.body()).messageAttributes(KeptAttributes.of(record,
                        Map.of(REASON_CODE, refusal.code(), REASON, printable(refusal.reason()))));
        record.group().ifPresent(
                group -> letter.messageGroupId(group).messageDeduplicationId(record.messageId()));
        sqs.sendMessage(letter.build());
    }

    /** SQS refuses a message with control characters, and a reason may quote an id that has some. */
    private static String printable(String reason) {
        var text = reason.codePoints().limit(MOST_REASON_LENGTH)
                .map(c -> Character.isISOControl(c) || !Character.isDefined(c) || isSurrogate(c) ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append);
        return text.toString();
    }

    private static boolean isSurrogate(int codePoint) {
        return Character.getType(codePoint) == Character.SURROGATE;
    }
}

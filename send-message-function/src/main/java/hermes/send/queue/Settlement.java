package hermes.send.queue;

import hermes.send.invocation.Invocation;
import hermes.send.json.Refusal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Decides what becomes of the messages of a batch: those that failed are received again, those that can never
 * succeed or failed at their last chance are moved to the dead-letter queue with the reason. SQS's own redrive
 * knows no reasons, and takes over only if this fails. In the ordered queue what follows a failure in its group is
 * received again with it, done or not, and what is moved away holds up nobody. Thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting">
 *      Reporting batch item failures</a>
 */
public final class Settlement {
    private final DeadLetters deadLetters;
    private final int mostReceives;

    /** @param mostReceives the queues' {@code maxReceiveCount} */
    public Settlement(DeadLetters deadLetters, int mostReceives) {
        this.deadLetters = deadLetters;
        this.mostReceives = mostReceives;
    }

    /**
     * @param outcomes in the order in which the records came
     * @return the ids of the messages that SQS must deliver again
     */
    public List<String> settle(List<RecordOutcome> outcomes, Invocation invocation) {
        Set<String> stopped = new HashSet<>();
        return outcomes.stream().filter(outcome -> again(outcome, stopped, invocation))
                .map(outcome -> outcome.record().messageId()).toList();
    }

    /** @param stopped groups in which a record comes again, and so all that follow it */
    private boolean again(RecordOutcome outcome, Set<String> stopped, Invocation invocation) {
        return switch (outcome) {
            case RecordOutcome.Done(var record) -> record.group().filter(stopped::contains).isPresent();
            case RecordOutcome.Poison(var record, var refusal) -> !buried(record, refusal, invocation);
            case RecordOutcome.Failed(var record, var cause) -> {
                boolean again = record.receiveCount() < mostReceives
                        || !buried(record, exhausted(record, cause), invocation);
                record.group().filter(_ -> again).ifPresent(stopped::add);
                yield again;
            }
        };
    }

    private boolean buried(QueueRecord record, Refusal refusal, Invocation invocation) {
        try {
            deadLetters.bury(record, refusal);
        } catch (RuntimeException e) {
            invocation.log().error("not_buried", e, line -> line.text("message_id", record.messageId())
                    .text("trace_id", record.traceId()).text("reason_code", refusal.code()));
            return false;
        }
        invocation.metrics().poison(refusal.code());
        invocation.log().warn("buried", line -> line.text("message_id", record.messageId())
                .text("trace_id", record.traceId())
                .text("reason_code", refusal.code()).text("reason", refusal.reason()));
        return true;
    }

    private static Refusal exhausted(QueueRecord record, RuntimeException cause) {
        return new Refusal("attempts_exhausted", "It failed %d times. The last time: %s"
                .formatted(record.receiveCount(), cause));
    }
}

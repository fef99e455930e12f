package hermes.send.queue;

import hermes.send.invocation.Invocation;
import hermes.send.json.Refusal;
import java.util.List;

/**
 * Decides what becomes of the messages of a batch: those that failed are received again after a pause, those that can never
 * succeed or failed at their last chance are moved to the dead-letter queue with the reason. SQS's own redrive
 * knows no reasons, and takes over only if this fails. In the ordered queue what follows a failure in its group is
 * received again with it, done or not, and what is moved away holds up nobody. Thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting">
 *      Reporting batch item failures</a>
 */
public final class Settlement {
    /** Of a record of the ordered queue that fails for a reason that nobody has thought of: after some 15 seconds. */
    private static final int MOST_UNEXPECTED = 5;

    private final DeadLetters deadLetters;
    private final Visibility visibility;
    private final Pauses pauses;
    private final int mostReceives;

    /** @param mostReceives the queues' {@code maxReceiveCount} */
    public Settlement(DeadLetters deadLetters, Visibility visibility, Pauses pauses, int mostReceives) {
        this.deadLetters = deadLetters;
        this.visibility = visibility;
        this.pauses = pauses;
        this.mostReceives = mostReceives;
    }

    /**
     * @param outcomes in the order in which the records came
     * @return the ids of the messages that SQS must deliver again
     */
    public List<String> settle(List<RecordOutcome> outcomes, Invocation invocation) {
        var repetition = new Repetition(pauses, invocation.log());
        for (RecordOutcome outcome : outcomes) {
            switch (outcome) {
                case RecordOutcome.Done(var record) -> repetition.addIfHeld(record);
                case RecordOutcome.Poison(var record, var refusal) -> {
                    if (!buried(record, refusal, invocation)) {
                        repetition.add(record);
                    }
                }
                case RecordOutcome.Failed failed -> {
                    if (!isLast(failed) || !buried(failed.record(), exhausted(failed), invocation)) {
                        repetition.add(failed);
                    }
                }
            }
        }
        repetition.postpone(visibility);
        return repetition.messageIds();
    }

    /** A mistake of ours would otherwise hold its room for as long as a passing failure may take. */
    private boolean isLast(RecordOutcome.Failed failed) {
        int receives = failed.record().receiveCount();
        boolean holdsItsRoom = failed.record().group().isPresent() && !failed.isExpected();
        return receives >= mostReceives || holdsItsRoom && receives >= MOST_UNEXPECTED;
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

    private static Refusal exhausted(RecordOutcome.Failed failed) {
        return new Refusal("attempts_exhausted", "It failed %d times. The last time: %s"
                .formatted(failed.record().receiveCount(), failed.cause()));
    }
}

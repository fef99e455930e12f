package hermes.send.queue;

import hermes.send.invocation.Invocation;
import hermes.send.json.Refusal;
import java.util.List;

/**
 * Decides what becomes of the messages of a batch: those that failed are received again, those that can never
 * succeed or failed at their last chance are moved to the dead-letter queue with the reason. SQS's own redrive
 * knows no reasons, and takes over only if this fails. Thread-safe.
 */
public final class Settlement {
    private final DeadLetters deadLetters;
    private final int mostReceives;

    /** @param mostReceives the queue's {@code maxReceiveCount} */
    public Settlement(DeadLetters deadLetters, int mostReceives) {
        this.deadLetters = deadLetters;
        this.mostReceives = mostReceives;
    }

    /** @return the ids of the messages that SQS must deliver again */
    public List<String> settle(List<RecordOutcome> outcomes, Invocation invocation) {
        return outcomes.stream().filter(outcome -> again(outcome, invocation))
                .map(outcome -> outcome.record().messageId()).toList();
    }

    private boolean again(RecordOutcome outcome, Invocation invocation) {
        return switch (outcome) {
            case RecordOutcome.Done _ -> false;
            case RecordOutcome.Poison(var record, var refusal) -> !buried(record, refusal, invocation);
            case RecordOutcome.Failed(var record, var cause) -> record.receiveCount() < mostReceives
                    || !buried(record, exhausted(record, cause), invocation);
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

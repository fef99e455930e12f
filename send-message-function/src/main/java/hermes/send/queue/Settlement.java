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
    public List<String> settle(List<RecordOutcome> ends, Invocation invocation) {
        return ends.stream().filter(end -> again(end, invocation)).map(end -> end.message().messageId())
                .toList();
    }

    private boolean again(RecordOutcome end, Invocation invocation) {
        return switch (end) {
            case RecordOutcome.Done _ -> false;
            case RecordOutcome.Poison(var message, var refusal) -> !buried(message, refusal, invocation);
            case RecordOutcome.Failed(var message, var cause) -> message.receiveCount() < mostReceives
                    || !buried(message, exhausted(message, cause), invocation);
        };
    }

    private boolean buried(QueueRecord message, Refusal refusal, Invocation invocation) {
        try {
            deadLetters.bury(message, refusal);
        } catch (RuntimeException e) {
            invocation.log().error("not_buried", e, line -> line.text("message_id", message.messageId())
                    .text("trace_id", message.traceId()).text("reason_code", refusal.code()));
            return false;
        }
        invocation.metrics().poison(refusal.code());
        invocation.log().warn("buried", line -> line.text("message_id", message.messageId())
                .text("trace_id", message.traceId())
                .text("reason_code", refusal.code()).text("reason", refusal.reason()));
        return true;
    }

    private static Refusal exhausted(QueueRecord message, RuntimeException cause) {
        return new Refusal("attempts_exhausted", "It failed %d times. The last time: %s"
                .formatted(message.receiveCount(), cause));
    }
}

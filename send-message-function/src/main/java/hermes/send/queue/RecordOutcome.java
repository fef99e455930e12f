package hermes.send.queue;

import hermes.send.json.Refusal;
import java.util.Optional;

/** How the handling of one queue message ended. */
sealed interface RecordOutcome {

    QueueRecord message();

    record Done(QueueRecord message) implements RecordOutcome {}

    /** Another attempt can end otherwise. */
    record Failed(QueueRecord message, RuntimeException cause) implements RecordOutcome {}

    /** No attempt can. */
    record Poison(QueueRecord message, Refusal refusal) implements RecordOutcome {}

    static RecordOutcome of(QueueRecord message, Optional<RuntimeException> failure) {
        return failure.<RecordOutcome>map(cause -> new Failed(message, cause))
                .orElseGet(() -> new Done(message));
    }
}

package hermes.send.queue;

import hermes.send.json.Refusal;
import java.util.Optional;

/** How the handling of one record of the queue ended. */
public sealed interface RecordOutcome {

    QueueRecord record();

    record Done(QueueRecord record) implements RecordOutcome {}

    /** Another attempt can end otherwise. */
    record Failed(QueueRecord record, RuntimeException cause) implements RecordOutcome, QueueMessage {}

    /** No attempt can. */
    record Poison(QueueRecord record, Refusal refusal) implements RecordOutcome, QueueMessage {}

    static RecordOutcome of(QueueRecord record, Optional<RuntimeException> failure) {
        return failure.<RecordOutcome>map(cause -> new Failed(record, cause))
                .orElseGet(() -> new Done(record));
    }
}

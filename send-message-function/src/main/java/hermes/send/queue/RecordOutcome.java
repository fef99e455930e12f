package hermes.send.queue;

import hermes.common.ConnectionsException;
import hermes.common.StreamName;
import hermes.send.invocation.OutOfTimeException;
import hermes.send.json.Refusal;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;

/** How the handling of one record of the queue ended. */
public sealed interface RecordOutcome {

    QueueRecord record();

    record Done(QueueRecord record) implements RecordOutcome {}

    /**
     * Another attempt can end otherwise.
     *
     * @param notificationId empty if it is none, or could not be read
     * @param streams in which it failed, as far as is known
     */
    record Failed(QueueRecord record, Optional<String> notificationId, List<StreamName> streams,
            RuntimeException cause) implements RecordOutcome, QueueMessage {

        /** Whether its cause says everything: AWS did not do what it was asked, or time was over. */
        boolean isExpected() {
            return cause instanceof SdkException || cause instanceof ConnectionsException
                    || cause instanceof OutOfTimeException;
        }
    }

    /** No attempt can. */
    record Poison(QueueRecord record, Refusal refusal) implements RecordOutcome, QueueMessage {}
}

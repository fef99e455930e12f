package hermes.backend;

import hermes.backend.Publication.Failed;
import hermes.backend.Publication.Queued;
import java.util.List;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

/**
 * Sends one batch, and again those of its messages that SQS could not take for reasons of its own. A request
 * that fails as a whole has been repeated by the SDK already. Thread-safe.
 */
final class BatchSender {
    private static final int ATTEMPTS = 4;

    private final SqsClient sqs;
    private final Queue queue;
    private final Pause pause;

    BatchSender(SqsClient sqs, Queue queue, Pause pause) {
        this.sqs = sqs;
        this.queue = queue;
        this.pause = pause;
    }

    /** @return what became of each message, in their order */
    List<Publication> send(List<QueueMessage> batch) {
        var outcomes = new Publication[batch.size()];
        var unsent = IntStream.range(0, batch.size()).boxed().toList();
        for (int attempt = 1; !unsent.isEmpty(); attempt++) {
            unsent = attempt(batch, unsent, outcomes);
            if (unsent.isEmpty() || attempt == ATTEMPTS || !paused(attempt)) {
                break;
            }
        }
        return List.of(outcomes);
    }

    /** @return which messages are worth another attempt; until then they count as failed */
    private List<Integer> attempt(List<QueueMessage> batch, List<Integer> unsent, Publication[] outcomes) {
        unsent.forEach(
                index -> outcomes[index] = failed(batch, index,
                        "Queue %s did not mention it in its answer".formatted(queue.url())));
        try {
            var answer = send(batch, unsent);
            for (var success : answer.successful()) {
                int index = Integer.parseInt(success.id());
                outcomes[index] = new Queued(batch.get(index).notificationId());
            }
            for (var failure : answer.failed()) {
                int index = Integer.parseInt(failure.id());
                outcomes[index] = failed(batch, index,
                        "Queue %s answered %s: %s".formatted(queue.url(), failure.code(),
                                failure.message()));
            }
            return answer.failed().stream().filter(failure -> !failure.senderFault())
                    .map(BatchResultErrorEntry::id).map(Integer::valueOf).toList();
        } catch (SdkException e) {
            unsent.forEach(index -> outcomes[index] = failed(batch, index,
                    "Queue %s: %s".formatted(queue.url(), e.getMessage())));
            return List.of();
        }
    }

    private SendMessageBatchResponse send(List<QueueMessage> batch, List<Integer> indexes) {
        var entries = indexes.stream().map(index -> batch.get(index).entry(index, queue.ordered())).toList();
        return sqs.sendMessageBatch(request -> request.queueUrl(queue.url()).entries(entries));
    }

    private static Failed failed(List<QueueMessage> batch, int index, String reason) {
        return new Failed(batch.get(index).notificationId(), reason);
    }

    /** @return false if the thread was interrupted, which ends the attempts */
    private boolean paused(int attempt) {
        try {
            pause.after(attempt);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

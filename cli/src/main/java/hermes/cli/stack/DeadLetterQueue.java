package hermes.cli.stack;

import hermes.cli.terminal.CommandFailed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * One reading of one dead-letter queue. Messages are taken, hidden from everybody else meanwhile, and given back at the
 * end unless they were removed. What is not given back, because this process died, comes back by itself after
 * {@link DeadLetterQueues#HIDDEN}. For one thread.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-visibility-timeout.html">
 *      Visibility timeout</a>
 */
final class DeadLetterQueue implements AutoCloseable {

    private static final int BATCH = 10;

    private final SqsClient sqs;
    private final String url;
    private final String sourceUrl;
    private final boolean ordered;
    /** The receipt of each by its id: the letters themselves may be large. */
    private final Map<String, String> taken = new HashMap<>();

    private boolean isRead;

    /**
     * @param sourceUrl where its letters come from, and are sent again
     * @param ordered whether both are FIFO queues
     */
    DeadLetterQueue(SqsClient sqs, String url, String sourceUrl, boolean ordered) {
        this.sqs = sqs;
        this.url = url;
        this.sourceUrl = sourceUrl;
        this.ordered = ordered;
    }

    /** The next messages that were not taken before; none if there are no others to be seen. */
    List<DeadLetter> take() {
        if (isRead) {
            return List.of();
        }
        // A long poll asks all of SQS's servers; a short one would now and then say that a full queue is empty.
        var messages = sqs
                .receiveMessage(receive -> receive.queueUrl(url).maxNumberOfMessages(BATCH)
                        .waitTimeSeconds(1)
                        .visibilityTimeout((int) DeadLetterQueues.HIDDEN.toSeconds())
                        .messageAttributeNames("All")
                        .messageSystemAttributeNames(MessageSystemAttributeName.SENT_TIMESTAMP,
                                MessageSystemAttributeName.MESSAGE_GROUP_ID))
                .messages();
        var fresh = new ArrayList<DeadLetter>();
        for (var message : messages) {
            // A later receipt replaces an earlier one, also when the message is known.
            if (taken.put(message.messageId(), message.receiptHandle()) == null) {
                fresh.add(new DeadLetter(message, ordered));
            }
        }
        isRead = fresh.isEmpty();
        return fresh;
    }

    /** Publishes it again, then removes it: if that fails it is published twice, under one id. */
    void redrive(DeadLetter letter) {
        sqs.sendMessage(send -> {
            send.queueUrl(sourceUrl).messageBody(letter.message().body())
                    .messageAttributes(letter.attributesForRedrive());
            letter.group().ifPresent(send::messageGroupId);
            if (ordered) {
                // Under the publisher's id SQS would drop it within five minutes of its first way through this queue.
                send.messageDeduplicationId(letter.id());
            }
        });
        delete(List.of(letter));
    }

    /** @throws CommandFailed if SQS did not delete all of them */
    void delete(List<DeadLetter> letters) {
        var entries = letters.stream().map(letter -> DeleteMessageBatchRequestEntry.builder().id(letter.id())
                .receiptHandle(taken.get(letter.id())).build()).toList();
        var failed = sqs
                .deleteMessageBatch(delete -> delete.queueUrl(url).entries(entries)).failed();
        if (!failed.isEmpty()) {
            throw new CommandFailed("SQS did not delete %d of %d messages, the first because: %s"
                    .formatted(failed.size(), letters.size(), failed.getFirst().message()));
        }
        letters.forEach(letter -> taken.remove(letter.id()));
    }

    /** About how many there are, those included that somebody has taken. */
    int size() {
        return sqs.getQueueAttributes(get -> get.queueUrl(url).attributeNames(
                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE)).attributes().values().stream()
                .mapToInt(Integer::parseInt).sum();
    }

    /** Gives back what is still taken. */
    @Override
    public void close() {
        var rest = List.copyOf(taken.keySet());
        for (int from = 0; from < rest.size(); from += BATCH) {
            giveBack(rest.subList(from, Math.min(from + BATCH, rest.size())));
        }
        taken.clear();
    }

    private void giveBack(List<String> ids) {
        sqs.changeMessageVisibilityBatch(change -> change.queueUrl(url).entries(ids.stream()
                .map(id -> ChangeMessageVisibilityBatchRequestEntry.builder().id(id)
                        .receiptHandle(taken.get(id)).visibilityTimeout(0).build())
                .toList()));
    }
}

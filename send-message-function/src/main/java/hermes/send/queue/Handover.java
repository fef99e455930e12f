package hermes.send.queue;

import hermes.common.Batches;
import hermes.common.Groups;
import hermes.common.StreamName;
import hermes.send.delivery.Line;
import hermes.send.invocation.Invocation;
import hermes.send.json.JsonObject;
import hermes.send.queue.QueueMessage.WithNotification;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/**
 * Hands what found its stream busy over to the ordered queue, which gives out one batch of a group at a time. Of a burst to
 * one room that comes by the other queue, as many batches are worked on as functions run, and all want to append to one
 * stream, where one can: those who lose wait in that line instead of racing again. Thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html">SendMessageBatch</a>
 */
public final class Handover {
    static final int MOST_MESSAGES = 10;

    /** Of a batch: bodies and attributes. */
    static final int MOST_BYTES = 1024 * 1024;

    /** Each stream is a message of its own: more of them would be more work than the races that they save. */
    private static final int MOST_STREAMS = 10;

    /** Whoever waits longer than a call usually takes had better race on while there is time. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final SqsClient sqs;
    private final String orderedQueueUrl;

    public Handover(SqsClient sqs, String orderedQueueUrl) {
        this.sqs = sqs;
        this.orderedQueueUrl = orderedQueueUrl;
    }

    /** @param messages of which those that belong to a stream stand in line for it */
    Line line(List<WithNotification> messages, Invocation invocation) {
        return stream -> takes(stream, messages.stream()
                .filter(message -> message.notification().streams().contains(stream)).toList(), invocation);
    }

    private boolean takes(StreamName stream, List<WithNotification> waiting, Invocation invocation) {
        if (waiting.stream().anyMatch(message -> message.notification().streams().size() > MOST_STREAMS)) {
            return false;
        }
        var entries = IntStream.range(0, waiting.size()).mapToObj(i -> entry(i, waiting.get(i), stream))
                .toList();
        var refusal = Batches.of(entries, MOST_MESSAGES, MOST_BYTES, Handover::bytes).stream()
                .map(this::refusal).flatMap(Optional::stream).findFirst();
        // Who is refused races on, and those that the queue has taken nevertheless are appended once.
        refusal.ifPresentOrElse(
                reason -> invocation.log().warn("not_handed_over",
                        line -> ids(line, waiting, stream).text("reason", reason)),
                () -> invocation.log().info("handed_over", line -> ids(line, waiting, stream)));
        return refusal.isEmpty();
    }

    /** Why the queue did not take all of them, if it did not. */
    private Optional<String> refusal(List<SendMessageBatchRequestEntry> batch) {
        try {
            return sqs
                    .sendMessageBatch(r -> r.queueUrl(orderedQueueUrl).entries(batch)
                            .overrideConfiguration(c -> c.apiCallTimeout(PATIENCE)))
                    .failed().stream().map(entry -> entry.code() + " " + entry.message()).findFirst();
        } catch (RuntimeException e) {
            return Optional.of(e.toString());
        }
    }

    private static JsonObject ids(JsonObject line, List<WithNotification> waiting, StreamName stream) {
        return line.text("stream", stream.key())
                .texts("message_ids", waiting.stream().map(message -> message.record().messageId()).toList())
                .texts("notification_ids",
                        waiting.stream().map(message -> message.notification().id()).toList());
    }

    /**
     * The group is the stream's, which no room has, as no id has a line break: who publishes to a room in order does not
     * wait behind what stands in line, nor one user behind others. One that SQS delivers twice is dropped; one that waits
     * for other users as well is not.
     */
    private static SendMessageBatchRequestEntry entry(int number, WithNotification message,
            StreamName stream) {
        var notification = message.notification();
        var outgoing = QueueMessage.outgoing(message.record(),
                stream.user().map(Set::of).map(notification::only).orElse(notification));
        return SendMessageBatchRequestEntry.builder().id("" + number).messageBody(outgoing.body())
                .messageGroupId(Groups.of("line\n" + stream.key()))
                .messageDeduplicationId(Groups.of(message.record().messageId() + "#" + stream.key()))
                .messageAttributes(outgoing.attributes()).build();
    }

    private static long bytes(SendMessageBatchRequestEntry entry) {
        return utf8(entry.messageBody()) + entry.messageAttributes().entrySet().stream()
                .mapToLong(attribute -> utf8(attribute.getKey()) + utf8(attribute.getValue().dataType())
                        + (attribute.getValue().binaryValue() == null
                                ? utf8(attribute.getValue().stringValue())
                                : attribute.getValue().binaryValue().asByteArrayUnsafe().length))
                .sum();
    }

    private static long utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}

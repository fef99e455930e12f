package hermes.local.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hermes.local.sqs.SqsApi;
import hermes.local.stack.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The queue of an event source, as Lambda uses it. Thread-safe. */
public final class SourceQueue {

    /** Of SQS, for messages in one call and seconds that one receive may wait. */
    static final int MOST_PER_CALL = 10;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

    private final SqsApi sqs;
    private final String url;

    public SourceQueue(SqsApi sqs, String url) {
        this.sqs = sqs;
        this.url = url;
    }

    /**
     * @param most messages; 10 at the most whatever it says
     * @param wait for the first of them, 20 seconds at the most whatever it says
     * @throws SqsApi.QueueUnavailable if the queue service refuses or cannot be reached
     */
    List<JsonNode> receive(int most, Duration wait) throws InterruptedException {
        ObjectNode request = Json.object().put("QueueUrl", url)
                .put("MaxNumberOfMessages", Math.min(most, MOST_PER_CALL))
                .put("WaitTimeSeconds", Math.min(wait.toSeconds(), LONGEST_WAIT.toSeconds()));
        request.putArray("AttributeNames").add("All");
        request.putArray("MessageAttributeNames").add("All");
        List<JsonNode> messages = new ArrayList<>();
        sqs.call("ReceiveMessage", request).path("Messages").forEach(messages::add);
        return messages;
    }

    /** @throws SqsApi.QueueUnavailable if a message could not be deleted */
    void delete(List<JsonNode> messages) throws InterruptedException {
        for (int from = 0; from < messages.size(); from += MOST_PER_CALL) {
            List<JsonNode> some = messages.subList(from, Math.min(from + MOST_PER_CALL, messages.size()));
            ObjectNode request = Json.object().put("QueueUrl", url);
            ArrayNode entries = request.putArray("Entries");
            some.forEach(message -> entries.addObject().put("Id", String.valueOf(entries.size()))
                    .put("ReceiptHandle", message.path("ReceiptHandle").asText()));
            JsonNode failed = sqs.call("DeleteMessageBatch", request).path("Failed");
            if (!failed.isEmpty()) {
                throw new SqsApi.QueueUnavailable("messages could not be deleted: " + failed);
            }
        }
    }
}

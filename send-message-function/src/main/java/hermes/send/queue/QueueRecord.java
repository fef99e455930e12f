package hermes.send.queue;

import static java.util.stream.Collectors.toMap;

import hermes.common.Ids;
import hermes.send.json.Json;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * One message of an SQS batch. Immutable.
 *
 * @param receiptHandle of this receive; changes with each
 * @param receiveCount how often the message was received, this time included
 * @param sentAt when its publisher sent it
 * @param group whose order it keeps, if it comes from the ordered queue; empty if from the other
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html">SQS events</a>
 */
public record QueueRecord(String messageId, String receiptHandle, String body, int receiveCount,
        Instant sentAt,
        Optional<String> group, Map<String, Attribute> attributes) {

    /** In the dead-letter queue: the id under which the message was published. */
    static final String ORIGINAL_MESSAGE_ID = "original_message_id";

    static final String TRACE_ID = "trace_id";

    /** With which the name of every FIFO queue ends, and no other. */
    private static final String FIFO = ".fifo";

    /** @param value the text of a String or Number, the Base64 of a Binary */
    record Attribute(String dataType, String value) {

        boolean isBinary() {
            return dataType.startsWith("Binary");
        }
    }

    public static QueueRecord of(Json json) {
        return new QueueRecord(json.at("messageId").string(), json.at("receiptHandle").string(),
                json.at("body").string(),
                Integer.parseInt(json.at("attributes", "ApproximateReceiveCount").string()),
                Instant.ofEpochMilli(Long.parseLong(json.at("attributes", "SentTimestamp").string())),
                group(json), attributes(Optional.ofNullable(json.members().get("messageAttributes"))));
    }

    /**
     * The id under which it was published: another than its own if it stands for one before it. An attribute of that name
     * that no notification can have as its id is the publisher's own affair.
     */
    String publishedId() {
        return text(ORIGINAL_MESSAGE_ID)
                .filter(id -> Ids.fault(id, Ids.LONGEST_NOTIFICATION_BYTES).isEmpty()).orElse(messageId);
    }

    Optional<String> traceId() {
        return text(TRACE_ID);
    }

    /** A message of the other queue can have a group as well, which says nothing about an order. */
    private static Optional<String> group(Json json) {
        return json.at("eventSourceARN").string().endsWith(FIFO)
                ? Optional.of(json.at("attributes", "MessageGroupId").string())
                : Optional.empty();
    }

    private Optional<String> text(String name) {
        return Optional.ofNullable(attributes.get(name)).filter(attribute -> !attribute.isBinary())
                .map(Attribute::value);
    }

    private static Map<String, Attribute> attributes(Optional<Json> json) {
        return json.filter(Json::isObject).map(Json::members).orElse(Map.of()).entrySet().stream()
                .collect(toMap(Map.Entry::getKey, e -> attribute(e.getValue())));
    }

    private static Attribute attribute(Json json) {
        String dataType = json.at("dataType").string();
        String value = json.at(dataType.startsWith("Binary") ? "binaryValue" : "stringValue").string();
        return new Attribute(dataType, value);
    }
}

package hermes.backend;

import static java.nio.charset.StandardCharsets.UTF_8;

import hermes.common.Groups;
import java.util.Map;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/**
 * A notification as the queues take it. Immutable.
 *
 * @param notificationId whose message it is
 * @param group of its room; on the queue without an order a key of fairness
 * @param deduplicationId with which the ordered queue takes the same message once
 * @param bytes what SQS counts: the body, and names, types and values of the attributes
 */
record QueueMessage(String notificationId, String group, String deduplicationId, String body,
        Map<String, MessageAttributeValue> attributes, int bytes) {

    static QueueMessage of(Notification notification) {
        var body = NotificationJson.body(notification);
        var attributes = notification.traceId().map(QueueMessage::traced).orElse(Map.of());
        return new QueueMessage(notification.id(), Groups.of(notification.room()),
                deduplicationId(notification), body, attributes, utf8Bytes(body) + bytes(attributes));
    }

    /**
     * An id may be used once in each stream: of the id alone SQS would drop what is for the second of two users, and some
     * emulators what is for the second of two rooms. No id has a line break, so no two messages share a text.
     */
    private static String deduplicationId(Notification notification) {
        return Groups.of(notification.room() + "\n" + notification.id() + "\n"
                + String.join("\n", notification.users()));
    }

    private static Map<String, MessageAttributeValue> traced(String id) {
        return Map.of("trace_id", MessageAttributeValue.builder().dataType("String").stringValue(id).build());
    }

    private static int bytes(Map<String, MessageAttributeValue> attributes) {
        return attributes.entrySet().stream().mapToInt(attribute -> utf8Bytes(
                attribute.getKey() + attribute.getValue().dataType() + attribute.getValue().stringValue()))
                .sum();
    }

    private static int utf8Bytes(String text) {
        return text.getBytes(UTF_8).length;
    }

    /** @param ordered whether for a FIFO queue; another takes no deduplication id */
    SendMessageBatchRequestEntry entry(int index, boolean ordered) {
        return SendMessageBatchRequestEntry.builder().id(Integer.toString(index)).messageBody(body)
                .messageAttributes(attributes).messageGroupId(group)
                .messageDeduplicationId(ordered ? deduplicationId : null).build();
    }
}

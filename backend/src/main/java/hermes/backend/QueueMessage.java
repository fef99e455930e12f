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

    /** An id may be used once in each stream: without the addressees SQS would drop it for the second of two users. */
    private static String deduplicationId(Notification notification) {
        var id = notification.id();
        return Groups
                .of(notification.users().isEmpty() ? id : id + "/" + String.join("/", notification.users()));
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

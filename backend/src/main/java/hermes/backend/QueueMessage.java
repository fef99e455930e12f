package hermes.backend;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/**
 * A notification as the queue takes it. Immutable.
 *
 * @param notificationId whose message it is
 * @param bytes what SQS counts: the body, and names, types and values of the attributes
 */
record QueueMessage(String notificationId, String body, Map<String, MessageAttributeValue> attributes,
        int bytes) {

    static QueueMessage of(Notification notification) {
        var body = NotificationJson.body(notification);
        int bytes = body.getBytes(UTF_8).length;
        if (notification.traceId().isEmpty()) {
            return new QueueMessage(notification.id(), body, Map.of(), bytes);
        }
        var trace = notification.traceId().get();
        var attribute = MessageAttributeValue.builder().dataType("String").stringValue(trace).build();
        return new QueueMessage(notification.id(), body, Map.of("trace_id", attribute),
                bytes + ("trace_id" + "String" + trace).getBytes(UTF_8).length);
    }

    SendMessageBatchRequestEntry entry(int index) {
        return SendMessageBatchRequestEntry.builder().id(Integer.toString(index)).messageBody(body)
                .messageAttributes(attributes).build();
    }
}

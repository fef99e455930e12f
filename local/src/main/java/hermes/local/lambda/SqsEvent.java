package hermes.local.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hermes.local.stack.Json;
import java.util.Collection;
import java.util.List;

/**
 * The event with which Lambda invokes a function for messages of a queue, made from what ReceiveMessage answers.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html">Using Lambda with SQS</a>
 */
final class SqsEvent {

    private static final List<String> ATTRIBUTES = List.of("ApproximateReceiveCount", "AWSTraceHeader",
            "SentTimestamp", "SequenceNumber", "MessageGroupId", "SenderId", "MessageDeduplicationId",
            "ApproximateFirstReceiveTimestamp");

    private SqsEvent() {}

    static byte[] of(Collection<JsonNode> messages, String queueArn) {
        String region = queueArn.split(":")[3];
        ObjectNode event = Json.object();
        ArrayNode records = event.putArray("Records");
        messages.forEach(message -> record(records.addObject(), message).put("eventSource", "aws:sqs")
                .put("eventSourceARN", queueArn).put("awsRegion", region));
        return Json.bytes(event);
    }

    private static ObjectNode record(ObjectNode record, JsonNode message) {
        record.put("messageId", message.path("MessageId").asText())
                .put("receiptHandle", message.path("ReceiptHandle").asText())
                .put("body", message.path("Body").asText());
        ObjectNode attributes = record.putObject("attributes");
        ATTRIBUTES.stream().filter(message.path("Attributes")::has)
                .forEach(name -> attributes.put(name, message.path("Attributes").path(name).asText()));
        ObjectNode messageAttributes = record.putObject("messageAttributes");
        message.path("MessageAttributes").properties()
                .forEach(attribute -> attribute(messageAttributes.putObject(attribute.getKey()),
                        attribute.getValue()));
        return record.put("md5OfBody", message.path("MD5OfBody").asText());
    }

    private static void attribute(ObjectNode attribute, JsonNode value) {
        if (value.has("StringValue")) {
            attribute.put("stringValue", value.path("StringValue").asText());
        }
        if (value.has("BinaryValue")) {
            attribute.put("binaryValue", value.path("BinaryValue").asText());
        }
        attribute.putArray("stringListValues");
        attribute.putArray("binaryListValues");
        attribute.put("dataType", value.path("DataType").asText());
    }
}

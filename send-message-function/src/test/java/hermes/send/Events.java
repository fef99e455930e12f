package hermes.send;

import hermes.send.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/** Events as AWS hands them to the function. */
public final class Events {

    /** Far from now: DynamoDB Local deletes what has expired by the clock on the wall. */
    public static final Instant SENT = Instant.parse("2126-11-22T10:00:09Z");

    private Events() {}

    public static String batch(String... records) {
        return new JsonObject().array("Records", List.of(records)).toString();
    }

    public static String record(String messageId, String body) {
        return record(messageId, body, 1, Map.of());
    }

    /** @param attributes of the type String */
    public static String record(String messageId, String body, int receiveCount,
            Map<String, String> attributes) {
        var own = new JsonObject();
        attributes.forEach((name, value) -> own.json(name,
                new JsonObject().text("stringValue", value).text("dataType", "String").toString()));
        return record(messageId, body, system(receiveCount), "notifications")
                .json("messageAttributes", own.toString()).toString();
    }

    /** Of the ordered queue. */
    public static String ordered(String messageId, String group, String body, int receiveCount) {
        var system = system(receiveCount).text("MessageGroupId", group)
                .text("MessageDeduplicationId", messageId).text("SequenceNumber", "18867494577138");
        return record(messageId, body, system, "notifications.fifo").json("messageAttributes", "{}")
                .toString();
    }

    /** A message as it was received, and with the receipt that its visibility is changed by. */
    public static String received(Message message) {
        var group = message.attributes().get(MessageSystemAttributeName.MESSAGE_GROUP_ID);
        var system = new JsonObject();
        message.attributes().forEach((name, value) -> system.text(name.toString(), value));
        return new JsonObject().text("messageId", message.messageId())
                .text("receiptHandle", message.receiptHandle()).text("body", message.body())
                .json("attributes", system.toString()).json("messageAttributes", "{}")
                .text("eventSourceARN",
                        "arn:aws:sqs:us-east-1:000000000000:queue" + (group == null ? "" : ".fifo"))
                .toString();
    }

    private static JsonObject system(int receiveCount) {
        return new JsonObject().text("ApproximateReceiveCount", Integer.toString(receiveCount))
                .text("SentTimestamp", Long.toString(SENT.toEpochMilli()));
    }

    private static JsonObject record(String messageId, String body, JsonObject system, String queue) {
        return new JsonObject().text("messageId", messageId).text("receiptHandle", "handle-" + messageId)
                .text("body", body).json("attributes", system.toString())
                .text("eventSourceARN", "arn:aws:sqs:us-east-1:000000000000:test-" + queue);
    }

    /** A message of user 7 in room acme on the connection "own=". */
    public static String message(String route, String body) {
        return message(route, body, "acme", "7", Instant.parse("2126-11-22T09:00:00Z"));
    }

    public static String message(String route, String body, String room, String user, Instant connectedAt) {
        return message(route, body, "own=", room, user, connectedAt);
    }

    public static String message(String route, String body, String connection, String room, String user,
            Instant connectedAt) {
        var authorizer = new JsonObject().text("user_id", user).text("room_id", room).text("principalId",
                user);
        var context = new JsonObject().text("routeKey", route).text("connectionId", connection)
                .text("messageId", "R1knPc2ntjMCFIA=").number("connectedAt", connectedAt.toEpochMilli())
                .json("authorizer", authorizer.toString());
        return new JsonObject().json("requestContext", context.toString()).text("body", body).toString();
    }
}

package hermes.cli.stack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hermes.cli.terminal.Json;
import hermes.common.Groups;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * A message of a dead-letter queue, as it was received. Immutable.
 *
 * @param message with all attributes
 * @param ordered whether it came by the queue that keeps the order of a room, and goes back there
 */
public record DeadLetter(Message message, boolean ordered) {

    private static final String REASON_CODE = "reason_code";
    private static final String REASON = "reason";
    private static final String ORIGINAL_MESSAGE_ID = "original_message_id";

    public String id() {
        return message.messageId();
    }

    /** When it came into this queue; if SQS itself moved it here, when it was published. */
    Instant sentAt() {
        return Instant.ofEpochMilli(
                Long.parseLong(message.attributes().get(MessageSystemAttributeName.SENT_TIMESTAMP)));
    }

    public Duration age(Instant now) {
        return Duration.between(sentAt(), now);
    }

    /** Of the protocol; SQS itself gives none. */
    public String reasonCode() {
        return text(REASON_CODE).orElse("moved_by_sqs");
    }

    public String reason() {
        return text(REASON)
                .orElse("SQS moved it after its last receive; the log of SendMessageFunction says why");
    }

    /** The id under which it was published, with which a second delivery is recognised. */
    public String publishedId() {
        return text(ORIGINAL_MESSAGE_ID).orElseGet(this::id);
    }

    /** In words for a table. */
    public String queue() {
        return ordered ? "ordered" : "unordered";
    }

    /** The message group with which it is published again: the room's; if the body names none, the one that it has. */
    Optional<String> group() {
        var room = body().path("room_id");
        return room.isTextual() || room.isIntegralNumber()
                ? Optional.of(Groups.of(room.asText()))
                : Optional.ofNullable(message.attributes().get(MessageSystemAttributeName.MESSAGE_GROUP_ID));
    }

    /** The attributes with which it is published again: those of the publisher, and the id that it had. */
    Map<String, MessageAttributeValue> attributesForRedrive() {
        var attributes = new LinkedHashMap<String, MessageAttributeValue>(message.messageAttributes());
        attributes.remove(REASON_CODE);
        attributes.remove(REASON);
        attributes.put(ORIGINAL_MESSAGE_ID,
                MessageAttributeValue.builder().dataType("String").stringValue(publishedId()).build());
        return attributes;
    }

    public ObjectNode summary() {
        return Json.object().put("id", id()).put("publishedId", publishedId())
                .put("ordered", ordered).put("sentAt", sentAt().toString())
                .put("reasonCode", reasonCode())
                .put("reason", reason());
    }

    /** With the body: as JSON if it is, else as text. */
    public ObjectNode json() {
        var json = summary();
        var attributes = json.putObject("attributes");
        attributesForRedrive().forEach((name, value) -> attributes.put(name,
                value.stringValue() == null
                        ? value.binaryValue().asByteArray().length + " bytes"
                        : value.stringValue()));
        attributes.remove(ORIGINAL_MESSAGE_ID);
        json.set("body", body());
        return json;
    }

    private JsonNode body() {
        try {
            return Json.parse(message.body());
        } catch (JsonProcessingException _) {
            return Json.of(message.body());
        }
    }

    private Optional<String> text(String attribute) {
        return Optional.ofNullable(message.messageAttributes().get(attribute))
                .map(MessageAttributeValue::stringValue);
    }
}

package hermes.send.queue;

import hermes.common.Ids;
import hermes.send.json.Json;
import hermes.send.json.MessageFields;
import hermes.send.json.RefusedException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What SNS, EventBridge and publishers of CloudEvents put around a message. The message is what is inside; of the
 * envelope it has the id, if it has none itself, so that what they deliver twice is published once.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html">SNS</a>
 * @see <a href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-structure.html">EventBridge</a>
 * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md">CloudEvents</a>
 */
final class Envelope {

    private Envelope() {}

    /**
     * The message itself, if nothing is around it.
     *
     * @throws RefusedException if what is inside is no JSON object
     */
    static MessageFields opened(MessageFields message) {
        if (message.members().containsKey("room_id")) {
            return message;
        }
        if (has(message, "TopicArn", "MessageId", "Message")) {
            return opened(with(id(message, "MessageId"), sns(message)));
        }
        if (has(message, "detail-type", "source", "id") && message.members().containsKey("detail")) {
            return inside(message, "detail", "an EventBridge event");
        }
        if (has(message, "specversion", "source", "id")) {
            return inside(message, "data", "a CloudEvent");
        }
        return message;
    }

    private static boolean has(MessageFields message, String... texts) {
        for (var name : texts) {
            if (message.optional(name).filter(Json::isString).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private static MessageFields sns(MessageFields envelope) {
        try {
            return MessageFields.of(envelope.required("Message").string());
        } catch (RefusedException e) {
            throw refused("\"Message\"", "an SNS envelope");
        }
    }

    private static MessageFields inside(MessageFields event, String member, String what) {
        var content = event.optional(member).filter(Json::isObject)
                .orElseThrow(() -> refused("\"" + member + "\"", what));
        return with(id(event, "source").replace("#", "%23") + "#" + id(event, "id"),
                new MessageFields(content.members()));
    }

    private static RefusedException refused(String member, String what) {
        return new RefusedException("bad_envelope",
                ("The message is %s, and its %s holds no JSON object; expected one with \"user_id\", \"room_id\" and "
                        + "\"data\". Let the publisher write it, or an input transformer of the rule.")
                        .formatted(what, member));
    }

    /** Ids with a slash belong to browsers. */
    private static String id(MessageFields envelope, String member) {
        return envelope.required(member).string().replace("%", "%25").replace("/", "%2F");
    }

    /** Its own id goes before. */
    private static MessageFields with(String id, MessageFields message) {
        Map<String, Json> members = new LinkedHashMap<>(message.members());
        Optional.of(id).filter(text -> Ids.fault(text, Ids.LONGEST_NOTIFICATION_BYTES).isEmpty())
                .ifPresent(valid -> members.putIfAbsent("id", Json.parse(Ids.json(valid))));
        return new MessageFields(members);
    }
}

package hermes.backend;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Notifications as JSON: the body of a queue message, and the frame that a browser receives. */
final class NotificationJson {
    private static final Set<String> MEMBERS = Set.of("user_id", "room_id", "data", "id", "to");

    /** Numbers keep their digits: 0.1 and 1e400 reach the browser as they were given. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS,
                    DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private NotificationJson() {}

    /** The message body. SQS refuses the two characters U+FFFE and U+FFFF, so they are written as escapes. */
    static String body(Notification notification) {
        var body = JSON.createObjectNode();
        body.set("user_id", notification.author());
        body.put("room_id", notification.room());
        body.set("data", notification.data());
        body.put("id", notification.id());
        if (!notification.users().isEmpty()) {
            notification.users().forEach(body.putArray("to")::add);
        }
        return text(body).replace("\uFFFE", "\\uFFFE").replace("\uFFFF", "\\uFFFF");
    }

    /** What the browser receives, with the longest epoch and offset that the stack could give it. */
    static String longestFrame(Notification notification) {
        var frame = JSON.createObjectNode();
        frame.set("user_id", notification.author());
        frame.set("data", notification.data());
        frame.put("id", notification.id()).put("stream", "room").put("epoch", "0123456789abcdef")
                .put("offset", Long.MAX_VALUE);
        notification.traceId().ifPresent(trace -> frame.put("trace_id", trace));
        return text(frame);
    }

    static Notification read(String json) {
        if (!(parse(json) instanceof ObjectNode body)) {
            throw new IllegalArgumentException(
                    "Expected a JSON object with user_id, room_id and data, but found %.40s".formatted(json));
        }
        body.fieldNames().forEachRemaining(NotificationJson::requireKnown);
        var notification = Notification.to(idText("room_id", body.get("room_id")))
                .from(author(body.get("user_id")));
        notification.data = required("data", body.get("data"));
        if (body.has("id")) {
            notification.id(text("id", body.get("id")));
        }
        if (body.has("to")) {
            notification.users(users(body.get("to")));
        }
        return notification.build();
    }

    static JsonNode tree(Object value) {
        try {
            return JSON.valueToTree(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("The data cannot be written as JSON: " + e.getMessage(), e);
        }
    }

    static JsonNode parse(String json) {
        try {
            var node = JSON.readTree(json);
            if (node.isMissingNode()) {
                throw new IllegalArgumentException("Expected JSON, but found an empty text");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Expected JSON, but " + e.getOriginalMessage(), e);
        }
    }

    static String text(JsonNode node) {
        try {
            return JSON.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The data cannot be written as JSON: " + e.getMessage(), e);
        }
    }

    private static JsonNode author(JsonNode user) {
        var text = idText("user_id", user);
        Limits.checkKey("user_id", text);
        return user.isTextual() ? TextNode.valueOf(text) : user;
    }

    private static List<String> users(JsonNode to) {
        if (!to.isArray()) {
            throw new IllegalArgumentException("to is %s; expected an array of user ids".formatted(to));
        }
        var users = new ArrayList<String>();
        to.forEach(user -> users.add(idText("to", user)));
        return users;
    }

    /** Users and rooms are ids: texts, or whole numbers, which count as their digits. */
    private static String idText(String name, JsonNode value) {
        if (required(name, value).isIntegralNumber()) {
            return value.asText();
        }
        return text(name, value);
    }

    private static String text(String name, JsonNode value) {
        if (!value.isTextual()) {
            throw new IllegalArgumentException("%s is %s; expected a text".formatted(name, value));
        }
        return value.textValue();
    }

    private static JsonNode required(String name, JsonNode value) {
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing; expected user_id, room_id and data");
        }
        return value;
    }

    private static void requireKnown(String member) {
        if (!MEMBERS.contains(member)) {
            throw new IllegalArgumentException(
                    "A notification has no member \"%s\"; expected only user_id, room_id, data, id and to"
                            .formatted(member));
        }
    }
}

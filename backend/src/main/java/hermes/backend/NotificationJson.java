package hermes.backend;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.util.RawValue;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import hermes.common.NotificationLimits;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;

/** Notifications as JSON: the body of a queue message, and the frame that a browser receives. */
final class NotificationJson {
    private static final Set<String> MEMBERS = Set.of("user_id", "room_id", "data", "id", "to",
            "inbox");
    /** As many digits as a time in milliseconds has until the year 2286. */
    private static final long LATEST_MILLIS = 9_999_999_999_999L;
    private static final JsonMapper JSON = new JsonMapper();

    private NotificationJson() {}

    /** Made only when somebody gives an object: it takes longer than all the rest. */
    private static final class Objects {
        private static final JsonMapper JSON = JsonMapper.builder()
                .addModules(new JavaTimeModule(), new Jdk8Module())
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS,
                        SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .build();
    }

    /** The message body. */
    static String body(Notification notification) {
        var body = JSON.createObjectNode().putRawValue("user_id", new RawValue(notification.author()))
                .put("room_id", notification.room())
                .putRawValue("data", new RawValue(notification.data())).put("id", notification.id());
        if (!notification.users().isEmpty()) {
            notification.users().forEach(body.putArray("to")::add);
        }
        if (notification.inInbox()) {
            body.put("inbox", true);
        }
        return text(body);
    }

    /** What a browser receives that has another home room, with the longest epoch and offset that the stack could give it. */
    static String longestFrame(Notification notification) {
        var frame = JSON.createObjectNode().putRawValue("user_id", new RawValue(notification.author()))
                .put("room_id", notification.room())
                .putRawValue("data", new RawValue(notification.data())).put("id", notification.id())
                .put("stream", stream(notification))
                .put("epoch", "e".repeat(NotificationLimits.EPOCH_CHARACTERS))
                .put("offset", Long.MAX_VALUE);
        if (notification.inInbox()) {
            frame.put("at", LATEST_MILLIS);
        }
        notification.traceId().ifPresent(trace -> frame.put("trace_id", trace));
        return text(frame);
    }

    private static String stream(Notification notification) {
        if (!notification.inInbox()) {
            return "room";
        }
        return notification.users().isEmpty() ? "announcements" : "inbox";
    }

    static Notification read(String json) {
        var checked = JsonText.checked(json);
        if (!checked.startsWith("{")) {
            throw new IllegalArgumentException(
                    "Expected a JSON object with user_id, room_id and data, but found %.40s"
                            .formatted(checked));
        }
        var members = JsonText.members(checked);
        members.keySet().forEach(NotificationJson::requireKnown);
        var notification = Notification.to(id("room_id", tree(required(members, "room_id"))));
        notification.author = author(required(members, "user_id"));
        notification.data = required(members, "data");
        if (members.containsKey("id")) {
            notification.id(id("id", tree(members.get("id"))));
        }
        if (members.containsKey("to")) {
            notification.users(users(tree(members.get("to"))));
        }
        if (members.containsKey("inbox")) {
            notification.inbox = flag(tree(members.get("inbox")));
        }
        return notification.build();
    }

    static String text(Object value) {
        return text(value, JSON);
    }

    /** What a notification says. */
    static String data(Object value) {
        return text(value, Objects.JSON);
    }

    /** @throws IllegalArgumentException if the mapper cannot write the value */
    static String text(Object value, ObjectMapper mapper) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The data cannot be written as JSON: " + e.getMessage(), e);
        }
    }

    /** Any number, because it is only handed on, or the id of a user. */
    private static String author(String json) {
        var user = tree(json);
        if (!user.isNumber()) {
            Limits.checkId("user_id", text("user_id", user));
        }
        return json;
    }

    private static List<String> users(JsonNode to) {
        if (!to.isArray()) {
            throw new IllegalArgumentException("to is %s; expected an array of user ids".formatted(to));
        }
        return StreamSupport.stream(to.spliterator(), false).map(user -> id("to", user)).toList();
    }

    /** A text, or a whole number, which counts as its digits. */
    private static String id(String name, JsonNode value) {
        return value.isIntegralNumber() ? value.asText() : text(name, value);
    }

    private static String text(String name, JsonNode value) {
        if (!value.isTextual()) {
            throw new IllegalArgumentException("%s is %s; expected a text".formatted(name, value));
        }
        return value.textValue();
    }

    private static boolean flag(JsonNode value) {
        if (!value.isBoolean()) {
            throw new IllegalArgumentException("inbox is %s; expected true or false".formatted(value));
        }
        return value.booleanValue();
    }

    private static JsonNode tree(String member) {
        try {
            return JSON.readTree(member);
        } catch (JsonProcessingException e) {
            throw JsonText.refusal(e);
        }
    }

    private static String required(Map<String, String> members, String name) {
        if (!members.containsKey(name)) {
            throw new IllegalArgumentException(name + " is missing; expected user_id, room_id and data");
        }
        return members.get(name);
    }

    private static void requireKnown(String member) {
        if (!MEMBERS.contains(member)) {
            throw new IllegalArgumentException(
                    "A notification has no member \"%s\"; expected only user_id, room_id, data, id, to and inbox"
                            .formatted(member));
        }
    }
}

package hermes.backend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The parts of a notification; author and data are required. Not for use by several threads.
 *
 * <p>
 * All methods throw {@link IllegalArgumentException} for a value that the stack would refuse.
 */
public final class NotificationBuilder {
    private static final int TRACE_ID_BYTES = 256;
    private static final int MOST_USERS = 100;

    final String room;
    JsonNode author;
    JsonNode data;
    String id = UUID.randomUUID().toString();
    Set<String> users = Set.of();
    Optional<String> traceId = Optional.empty();

    NotificationBuilder(String room) {
        this.room = Limits.checkKey("room", room);
    }

    /** Who it is from; handed on to the browsers as {@code user_id}, a text. */
    public NotificationBuilder from(String user) {
        return from(TextNode.valueOf(Limits.checkKey("user", user)));
    }

    /** Who it is from; handed on to the browsers as {@code user_id}, a number. */
    public NotificationBuilder from(long user) {
        return from(LongNode.valueOf(user));
    }

    NotificationBuilder from(JsonNode user) {
        author = user;
        return this;
    }

    /**
     * What it says: anything Jackson can write as JSON, {@code null} included. The browser client expects
     * {@code {"type":…,"data":…}} and calls the subscribers of that type.
     */
    public NotificationBuilder data(Object value) {
        data = NotificationJson.tree(value);
        return this;
    }

    /** What it says, as JSON text. */
    public NotificationBuilder json(String text) {
        data = NotificationJson.parse(text);
        return this;
    }

    /**
     * Makes publishing idempotent.
     *
     * @param id any text without a slash: ids with one belong to what browsers send
     */
    public NotificationBuilder id(String id) {
        Limits.checkKey("id", id);
        if (id.contains("/")) {
            throw new IllegalArgumentException(
                    "The id \"%s\" has a slash; such ids belong to what browsers send, use another sign"
                            .formatted(id));
        }
        this.id = id;
        return this;
    }

    /** Addresses these users of the room instead of everyone in it. */
    public NotificationBuilder users(String... users) {
        return users(List.of(users));
    }

    /** Addresses these users of the room, at most 100, instead of everyone in it. */
    public NotificationBuilder users(Collection<String> users) {
        if (users.isEmpty() || users.size() > MOST_USERS) {
            throw new IllegalArgumentException("%d users; name 1 to %d, or none to address the whole room"
                    .formatted(users.size(), MOST_USERS));
        }
        users.forEach(user -> Limits.checkKey("user", user));
        this.users = Collections.unmodifiableSet(new LinkedHashSet<>(users));
        return this;
    }

    /** Follows the notification through the stack's logs to the browsers, as {@code trace_id}; at most 256 bytes. */
    public NotificationBuilder traceId(String traceId) {
        this.traceId = Optional.of(Limits.checkText("trace id", traceId, TRACE_ID_BYTES));
        return this;
    }

    /**
     * @throws IllegalStateException if author or data is missing
     * @throws IllegalArgumentException if the whole is too large to be delivered
     */
    public Notification build() {
        if (author == null || data == null) {
            throw new IllegalStateException(
                    "A notification has an author and data; call from(…) and data(…)");
        }
        var notification = new Notification(this);
        Limits.checkSize(notification);
        return notification;
    }
}

package hermes.backend;

import com.fasterxml.jackson.databind.ObjectMapper;
import hermes.common.Ids;
import hermes.common.NotificationLimits;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
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
    final String room;
    String author;
    String data;
    String id = UUID.randomUUID().toString();
    Set<String> users = Set.of();
    boolean inbox;
    Optional<String> traceId = Optional.empty();

    NotificationBuilder(String room) {
        this.room = Limits.checkId("room", room);
    }

    /** Who it is from; handed on to the browsers as {@code user_id}, a text. */
    public NotificationBuilder from(String user) {
        author = NotificationJson.text(Limits.checkId("user", user));
        return this;
    }

    /** Who it is from; handed on to the browsers as {@code user_id}, a number. */
    public NotificationBuilder from(long user) {
        author = Long.toString(user);
        return this;
    }

    /**
     * What it says: anything Jackson can write as JSON, {@code null} included; {@link java.time} as ISO 8601 texts,
     * {@link Optional} as what is in it or {@code null}. The browser client expects {@code {"type":…,"data":…}} and calls the
     * subscribers of that type.
     */
    public NotificationBuilder data(Object value) {
        return json(NotificationJson.data(value));
    }

    /** As {@link #data(Object)}, written by the service's own mapper. */
    public NotificationBuilder data(Object value, ObjectMapper mapper) {
        return json(NotificationJson.text(value, mapper));
    }

    /** What it says, as JSON text; it is handed on as it is written: every digit, doubled members, escapes. */
    public NotificationBuilder json(String text) {
        data = JsonText.checked(text);
        return this;
    }

    /**
     * Makes publishing idempotent.
     *
     * @param id 1 to 512 bytes of UTF-8, without a slash: ids with one belong to what browsers send
     */
    public NotificationBuilder id(String id) {
        Limits.checkText("id", id, Ids.LONGEST_NOTIFICATION_BYTES);
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
        return users(Arrays.asList(users));
    }

    /** Addresses these users of the room, 1 to 100, instead of everyone in it; an empty list is nobody, not everyone. */
    public NotificationBuilder users(Collection<String> users) {
        var each = new LinkedHashSet<>(users);
        if (each.isEmpty() || each.size() > NotificationLimits.MOST_USERS) {
            throw new IllegalArgumentException(
                    "%d users; name 1 to %d, or call no users(…) to address the whole room"
                            .formatted(each.size(), NotificationLimits.MOST_USERS));
        }
        each.forEach(user -> Limits.checkId("user", user));
        this.users = Collections.unmodifiableSet(each);
        return this;
    }

    /**
     * Puts it into the inboxes of those who get it, where it stays for the stack's {@code InboxDays}: without users as an
     * announcement to everyone in the room, those too who are not connected now.
     */
    public NotificationBuilder inbox() {
        inbox = true;
        return this;
    }

    /** Follows the notification through the stack's logs to the browsers, as {@code trace_id}; at most 256 bytes. */
    public NotificationBuilder traceId(String traceId) {
        this.traceId = Optional.of(Limits.checkId("trace id", traceId));
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

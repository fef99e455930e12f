package hermes.backend;

import java.util.Optional;
import java.util.Set;

/**
 * What a backend tells a room, or some users of it. Immutable; made by {@link #to} or {@link #parse}, which
 * refuse what the stack could never deliver.
 *
 * <p>
 * Its id makes publishing idempotent: the stack appends an id once to a stream, however often it is published
 * while the stack remembers it (its retention, 24 hours unless configured otherwise).
 */
public final class Notification {
    private final String room;
    private final String author;
    private final String data;
    private final String id;
    private final Set<String> users;
    private final boolean inbox;
    private final Optional<String> traceId;

    Notification(NotificationBuilder from) {
        this.room = from.room;
        this.author = from.author;
        this.data = from.data;
        this.id = from.id;
        this.users = from.users;
        this.inbox = from.inbox;
        this.traceId = from.traceId;
    }

    /**
     * Starts a notification to a room.
     *
     * @throws IllegalArgumentException if the room is empty, longer than 256 bytes of UTF-8, or has characters that no id
     *         may have: control characters, half surrogate pairs, U+FFFE and U+FFFF
     */
    public static NotificationBuilder to(String room) {
        return new NotificationBuilder(room);
    }

    /**
     * Reads a notification as it stands on the queue:
     * {@code {"user_id":"7","room_id":"acme","data":…,"id":"…","to":["7",9],"inbox":true}}, the last three optional.
     * Author and data are handed on as they are written: every digit, doubled members, escapes.
     *
     * @throws IllegalArgumentException if it is not JSON, or a member is missing, unknown or not acceptable
     */
    public static Notification parse(String json) {
        return NotificationJson.read(json);
    }

    public String room() {
        return room;
    }

    /** The one it was given, or a random one. */
    public String id() {
        return id;
    }

    /** The users of the room who get it, in the order they were given; empty for everyone. */
    public Set<String> users() {
        return users;
    }

    /** Whether it belongs in the inboxes of those who get it. */
    public boolean inInbox() {
        return inbox;
    }

    public Optional<String> traceId() {
        return traceId;
    }

    /** Its id, room and users: for logs, so without what it says. */
    @Override
    public String toString() {
        return "notification %s to room %s%s".formatted(id, room,
                users.isEmpty() ? "" : ", users " + String.join(", ", users));
    }

    /** A JSON string or number, as it was written. */
    String author() {
        return author;
    }

    /** JSON, as it was written. */
    String data() {
        return data;
    }
}

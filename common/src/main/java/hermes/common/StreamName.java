package hermes.common;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * What notifications are appended to: a room, or one user in it, and for each of the two what belongs in an inbox.
 * Immutable.
 *
 * @param user empty for what is the whole room's
 */
public record StreamName(Kind kind, String room, Optional<String> user) {

    /**
     * The most bytes of UTF-8 in a partition key of DynamoDB.
     *
     * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html">Constraints</a>
     */
    public static final int LONGEST_KEY_BYTES = 2048;

    /** A client has one stream of each. */
    public enum Kind {
        ROOM("room", false, false),
        USER("user", true, false),
        INBOX("inbox", true, true),
        ANNOUNCEMENTS("announcements", false, true);

        private final String label;
        private final boolean ofUser;
        private final boolean inInbox;

        Kind(String label, boolean ofUser, boolean inInbox) {
            this.label = label;
            this.ofUser = ofUser;
            this.inInbox = inInbox;
        }

        /** What frames and keys call it. */
        public String label() {
            return label;
        }

        /** Whether what is in it belongs in an inbox: it lives longer, and says when it was appended. */
        public boolean inInbox() {
            return inInbox;
        }

        private static Optional<Kind> of(String label) {
            return Arrays.stream(values()).filter(kind -> kind.label.equals(label)).findFirst();
        }
    }

    public StreamName {
        if (kind.ofUser != user.isPresent()) {
            throw new IllegalArgumentException("A stream of kind %s %s a user; expected %s".formatted(
                    kind.label, user.isPresent() ? "has" : "lacks", kind.ofUser ? "one" : "none"));
        }
    }

    public static StreamName ofRoom(String room) {
        return new StreamName(Kind.ROOM, room, Optional.empty());
    }

    public static StreamName ofUser(String room, String user) {
        return new StreamName(Kind.USER, room, Optional.of(user));
    }

    /** What one user's inbox holds that is for this user alone. */
    public static StreamName ofInbox(String room, String user) {
        return new StreamName(Kind.INBOX, room, Optional.of(user));
    }

    /** What the inbox of everyone in the room holds. */
    public static StreamName ofAnnouncements(String room) {
        return new StreamName(Kind.ANNOUNCEMENTS, room, Optional.empty());
    }

    /** The partition key in the notifications table. Ids are any text, so the parts are escaped and no two share one. */
    public String key() {
        var key = kind.label + "#" + escaped(room);
        return user.map(name -> key + "#" + escaped(name)).orElse(key);
    }

    /** The partition key of what is known about a notification's id in this stream. */
    public String idKey(String notification) {
        return "id#" + key() + "#" + escaped(notification);
    }

    /**
     * Whether DynamoDB takes the key of this id. That of the stream it then takes as well.
     *
     * @return how a sentence about the id goes on, without a full stop; empty if it does
     */
    public Optional<String> fault(String notification) {
        int bytes = idKey(notification).getBytes(StandardCharsets.UTF_8).length;
        return bytes <= LONGEST_KEY_BYTES
                ? Optional.empty()
                : Optional.of(
                        "takes %,d bytes with its room and user as a key of DynamoDB; expected at most %,d"
                                .formatted(bytes, LONGEST_KEY_BYTES));
    }

    /** @return empty if no stream has this key */
    public static Optional<StreamName> ofKey(String key) {
        var parts = key.split("#", -1);
        return Kind.of(parts[0]).filter(kind -> parts.length == (kind.ofUser ? 3 : 2))
                .map(kind -> new StreamName(kind, unescaped(parts[1]),
                        kind.ofUser ? Optional.of(unescaped(parts[2])) : Optional.empty()))
                .filter(stream -> stream.valid() && stream.key().equals(key));
    }

    private boolean valid() {
        return Ids.valid(room) && user.map(Ids::valid).orElse(true);
    }

    private static String escaped(String part) {
        return part.replace("%", "%25").replace("#", "%23");
    }

    private static String unescaped(String part) {
        return part.replace("%23", "#").replace("%25", "%");
    }
}

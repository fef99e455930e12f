package hermes.common;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What notifications are appended to: a room, or one user in it. Immutable.
 *
 * @param user empty for the room itself
 */
public record StreamName(String room, Optional<String> user) {

    /**
     * The most bytes of UTF-8 in a partition key of DynamoDB.
     *
     * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html">Constraints</a>
     */
    public static final int LONGEST_KEY_BYTES = 2048;

    private static final String ROOM = "room";
    private static final String USER = "user";

    public static StreamName ofRoom(String room) {
        return new StreamName(room, Optional.empty());
    }

    public static StreamName ofUser(String room, String user) {
        return new StreamName(room, Optional.of(user));
    }

    /** What frames call it: a client has one stream of each kind. */
    public String kind() {
        return user.isPresent() ? USER : ROOM;
    }

    /** The partition key in the notifications table. Ids are any text, so the parts are escaped and no two share one. */
    public String key() {
        var key = kind() + "#" + escaped(room);
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
        var name = Optional.<StreamName>empty();
        if (parts.length == 2 && parts[0].equals(ROOM)) {
            name = Optional.of(ofRoom(unescaped(parts[1])));
        } else if (parts.length == 3 && parts[0].equals(USER)) {
            name = Optional.of(ofUser(unescaped(parts[1]), unescaped(parts[2])));
        }
        return name.filter(stream -> stream.valid() && stream.key().equals(key));
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

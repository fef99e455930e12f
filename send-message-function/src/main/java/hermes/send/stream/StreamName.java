package hermes.send.stream;

import java.util.Optional;

/**
 * What notifications are appended to: a room, or one user in it. Immutable.
 *
 * @param user empty for the room itself
 */
public record StreamName(String room, Optional<String> user) {
    private static final String ROOM = "room";
    private static final String USER = "user";

    public static StreamName ofRoom(String room) {
        return new StreamName(room, Optional.empty());
    }

    public static StreamName ofUser(String room, String user) {
        return new StreamName(room, Optional.of(user));
    }

    /** What frames call it: a client has one stream of each kind. */
    String kind() {
        return user.isPresent() ? USER : ROOM;
    }

    /** The partition key in the notifications table. Ids are any text, so the parts are escaped and no two share one. */
    public String key() {
        String key = kind() + "#" + escaped(room);
        return user.map(name -> key + "#" + escaped(name)).orElse(key);
    }

    /** The partition key of what is known about a notification's id in this stream. */
    public String idKey(String notification) {
        return "id#" + key() + "#" + escaped(notification);
    }

    /** @return empty if no stream has this key */
    public static Optional<StreamName> ofKey(String key) {
        String[] parts = key.split("#", -1);
        Optional<StreamName> name = Optional.empty();
        if (parts.length == 2 && parts[0].equals(ROOM)) {
            name = Optional.of(ofRoom(unescaped(parts[1])));
        } else if (parts.length == 3 && parts[0].equals(USER)) {
            name = Optional.of(ofUser(unescaped(parts[1]), unescaped(parts[2])));
        }
        return name.filter(stream -> stream.complete() && stream.key().equals(key));
    }

    private boolean complete() {
        return !room.isEmpty() && user.map(name -> !name.isEmpty()).orElse(true);
    }

    private static String escaped(String part) {
        return part.replace("%", "%25").replace("#", "%23");
    }

    private static String unescaped(String part) {
        return part.replace("%23", "#").replace("%25", "%");
    }
}

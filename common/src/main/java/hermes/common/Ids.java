package hermes.common;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What an id is, of a room, a user or a notification: one rule for tokens, the queue, the library and the commands,
 * so that nothing is sent to a room that no token can name. Where an id may be a whole number, it counts as its
 * digits.
 *
 * <p>
 * The characters that are refused do not reach every store and header unchanged: control characters, half surrogate
 * pairs, and U+FFFE and U+FFFF, which SQS does not take.
 */
public final class Ids {

    /** The ids of room and user stand in the authorizer's answer, one of them twice, and API Gateway takes 8 KB of it. */
    public static final int LONGEST_BYTES = 256;

    /** That of a notification; what a browser sends has the user's id, a slash and a reference of the browser's. */
    public static final int LONGEST_NOTIFICATION_BYTES = 512;

    /** Of all further rooms that a token names, as {@link #bytesHandedOn} counts them: the authorizer hands them on. */
    public static final int MOST_ROOMS_BYTES = 4096;

    private Ids() {}

    /** Whether a room or user can have this id; null is none. */
    public static boolean valid(String id) {
        return fault(id, LONGEST_BYTES).isEmpty();
    }

    /** The id as JSON. It has no control characters, so two are all that has to be escaped. */
    public static String json(String id) {
        return '"' + id.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** What an id takes of the authorizer's answer: its UTF-8, where a character that JSON escapes is escaped twice. */
    public static int bytesHandedOn(String id) {
        int escaped = (int) id.chars().filter(character -> character == '"' || character == '\\').count();
        return id.getBytes(StandardCharsets.UTF_8).length + 3 * escaped;
    }

    /**
     * What is wrong with an id.
     *
     * @param id null is as wrong as an empty text
     * @param longestBytes that this kind of id may have in UTF-8
     * @return how a sentence about it goes on after its name, without a full stop; empty if nothing is wrong
     */
    public static Optional<String> fault(String id, int longestBytes) {
        if (id == null || id.isEmpty()) {
            return Optional.of("is %s; expected a text of 1 to %,d bytes"
                    .formatted(id == null ? "null" : "empty", longestBytes));
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(id)) {
            return Optional.of("holds half of a surrogate pair; expected text that UTF-8 can encode");
        }
        int bytes = id.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > longestBytes) {
            return Optional.of("has %,d bytes of UTF-8; expected at most %,d".formatted(bytes, longestBytes));
        }
        return id.chars().filter(Ids::isRefused).mapToObj(
                "has the character U+%04X; expected no control characters, no U+FFFE and no U+FFFF"::formatted)
                .findFirst();
    }

    private static boolean isRefused(int character) {
        return Character.isISOControl(character) || character >= 0xFFFE;
    }
}

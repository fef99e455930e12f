package hermes.backend;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.stream.Collectors;

/** What the stack would refuse, refused here, where the mistake is. */
final class Limits {
    /** The ids of users and rooms stand in the authorizer's answer, of which API Gateway takes 8 KB. */
    private static final int KEY_BYTES = 256;
    /** A partition key of DynamoDB, under which the stack remembers each notification's id. */
    private static final int PARTITION_KEY_BYTES = 2048;
    /** What API Gateway sends in one message, less what wraps notifications that are sent again. */
    private static final int FRAME_BYTES = 128 * 1024 - 64;
    /** What SQS takes in one message and in one batch. */
    static final int QUEUE_BYTES = 1024 * 1024;

    private Limits() {}

    /** @throws IllegalArgumentException if the value cannot be the id of a user or room */
    static String checkKey(String what, String value) {
        return checkText(what, value, KEY_BYTES);
    }

    /** @throws IllegalArgumentException if the whole notification could not be queued, remembered or delivered */
    static void checkSize(Notification notification) {
        atMost(FRAME_BYTES, utf8("notification", NotificationJson.longestFrame(notification)),
                "%s has %,d bytes as the browser would receive it; API Gateway sends at most %,d",
                notification);
        atMost(QUEUE_BYTES, QueueMessage.of(notification).bytes(),
                "%s has %,d bytes as a queue message; SQS takes at most %,d", notification);
        int longestUser = notification.users().stream().mapToInt(user -> escapedBytes(user) + 1).max()
                .orElse(0);
        atMost(PARTITION_KEY_BYTES,
                "id#user#".length() + escapedBytes(notification.room()) + longestUser + 1
                        + escapedBytes(notification.id()),
                "%s: room, user and id together make a key of %,d bytes; DynamoDB takes at most %,d",
                notification);
    }

    static String checkText(String what, String value, int mostBytes) {
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException(
                    "The %s is %s; expected a text that is not empty".formatted(what,
                            value == null ? "null" : "empty"));
        }
        int bytes = utf8(what, value);
        if (bytes > mostBytes) {
            throw new IllegalArgumentException("The %s \"%.40s…\" has %,d bytes; expected at most %,d"
                    .formatted(what, value, bytes, mostBytes));
        }
        if (value.chars().anyMatch(Limits::isRefusedInQueues)) {
            throw new IllegalArgumentException(
                    "The %s has a character that is no text; remove it: %s".formatted(what, visible(value)));
        }
        return value;
    }

    /**
     * @return how many bytes the text takes
     * @throws IllegalArgumentException if it holds half of a surrogate pair, which no encoder can write
     */
    static int utf8(String what, String text) {
        try {
            return UTF_8.newEncoder().encode(CharBuffer.wrap(text)).remaining();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(
                    "The %s holds half of a surrogate pair; expected text that UTF-8 can encode"
                            .formatted(what),
                    e);
        }
    }

    /** Control characters, and the two that XML, and with it SQS, knows only as no characters. */
    private static boolean isRefusedInQueues(int c) {
        return Character.isISOControl(c) || c == '\uFFFE' || c == '\uFFFF';
    }

    private static String visible(String value) {
        return value.codePoints()
                .mapToObj(c -> isRefusedInQueues(c) ? "\\u%04x".formatted(c) : Character.toString(c))
                .collect(Collectors.joining("", "\"", "\""));
    }

    /** In keys the stack separates parts with # and escapes it, with %, in the parts. */
    private static int escapedBytes(String part) {
        return utf8("key", part) + 2 * (int) part.chars().filter(c -> c == '#' || c == '%').count();
    }

    private static void atMost(int most, int bytes, String message, Notification notification) {
        if (bytes > most) {
            throw new IllegalArgumentException(message
                    .formatted("Notification %.40s".formatted(notification.id()), bytes, most));
        }
    }
}

package hermes.send.stream;

import hermes.send.json.JsonObject;
import hermes.send.json.RefusedException;
import java.nio.charset.StandardCharsets;

/** What every notification must satisfy, whichever way it came. */
public final class Admission {

    /**
     * The most bytes that API Gateway carries in one message.
     *
     * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html">Quotas</a>
     */
    public static final int MESSAGE_BYTES = 128 * 1024;

    /** What resume wraps around notifications; each must fit with it, or it could never be had again. */
    static final int ENVELOPE_BYTES = 64;

    public static final int FRAME_BYTES = MESSAGE_BYTES - ENVELOPE_BYTES;

    /**
     * DynamoDB's limits of a partition key, and of a sort key: the user in the index of a room's connections.
     *
     * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html">Constraints</a>
     */
    private static final int PARTITION_KEY_BYTES = 2048;
    private static final int SORT_KEY_BYTES = 1024;

    private Admission() {}

    /** @throws RefusedException if a key would be too long for DynamoDB, or a frame for API Gateway */
    public static Notification checked(Notification notification) {
        for (StreamName stream : notification.streams()) {
            stream.user().ifPresent(user -> fits("The user " + shown(user), user, SORT_KEY_BYTES));
            fits("The stream of room " + shown(stream.room()), stream.key(), PARTITION_KEY_BYTES);
            fits("The id " + shown(notification.id()) + " together with its stream",
                    stream.idKey(notification.id()), PARTITION_KEY_BYTES);
        }
        frameFits(notification);
        return notification;
    }

    private static void fits(String what, String key, int most) {
        int bytes = key.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > most) {
            throw new RefusedException("key_too_long",
                    "%s takes %d bytes as a DynamoDB key; expected at most %d. Use a shorter id."
                            .formatted(what, bytes, most));
        }
    }

    private static void frameFits(Notification notification) {
        var content = notification.content();
        // The data is counted beside the frame, which is written when its offset is known, and only then.
        var without = new Content(content.id(), content.author(), "", content.traceId());
        var longest = new Entry(notification.streams().getFirst(), "e".repeat(Epochs.LENGTH), Long.MAX_VALUE,
                without);
        int bytes = longest.frameBytes().length + content.data().getBytes(StandardCharsets.UTF_8).length;
        if (bytes > FRAME_BYTES) {
            throw new RefusedException("too_large",
                    "The notification takes %d bytes on its way to a browser; expected at most %d. Send a reference to the data instead."
                            .formatted(bytes, FRAME_BYTES));
        }
    }

    private static String shown(String id) {
        return id.length() <= 20 ? JsonObject.quoted(id) : JsonObject.quoted(id.substring(0, 20)) + "...";
    }
}

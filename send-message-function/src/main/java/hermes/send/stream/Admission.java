package hermes.send.stream;

import hermes.common.NotificationLimits;
import hermes.common.StreamName;
import hermes.send.json.JsonObject;
import hermes.send.json.RefusedException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/** What every notification must satisfy, whichever way it came. */
public final class Admission {

    /** Of thirteen digits in milliseconds, which last until the year 2286. */
    private static final Instant LATEST = Instant.ofEpochMilli(9_999_999_999_999L);

    private Admission() {}

    /**
     * @param notification whose room, users and id are ids
     * @throws RefusedException if a key would be too long for DynamoDB, or a frame for API Gateway
     */
    public static Notification checked(Notification notification) {
        for (StreamName stream : notification.streams()) {
            stream.fault(notification.id()).ifPresent(fault -> {
                throw new RefusedException("key_too_long",
                        "The id %s %s. Use a shorter one.".formatted(shown(notification.id()), fault));
            });
        }
        frameFits(notification);
        return notification;
    }

    private static void frameFits(Notification notification) {
        var content = notification.content();
        // The data is counted beside the frame, which is written when its offset is known, and only then.
        var without = new Content(content.id(), content.author(), "", content.traceId());
        var longest = new Entry(notification.streams().getFirst(),
                "e".repeat(NotificationLimits.EPOCH_CHARACTERS), Long.MAX_VALUE,
                Optional.of(LATEST).filter(_ -> notification.inbox()), without);
        int bytes = longest.frameBytes(false).length + content.data().getBytes(StandardCharsets.UTF_8).length;
        if (bytes > NotificationLimits.FRAME_BYTES) {
            throw new RefusedException("too_large",
                    "The notification takes %d bytes on its way to a browser; expected at most %d. Send a reference to the data instead."
                            .formatted(bytes, NotificationLimits.FRAME_BYTES));
        }
    }

    private static String shown(String id) {
        return id.length() <= 20 ? JsonObject.quoted(id) : JsonObject.quoted(id.substring(0, 20)) + "...";
    }
}

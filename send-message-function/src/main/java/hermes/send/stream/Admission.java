package hermes.send.stream;

import hermes.common.NotificationLimits;
import hermes.common.StreamName;
import hermes.send.json.JsonObject;
import hermes.send.json.RefusedException;

/** What every notification must satisfy, whichever way it came. */
public final class Admission {

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
        String epoch = "e".repeat(NotificationLimits.EPOCH_CHARACTERS);
        var longest = new Entry(notification.streams().getFirst(), epoch, Long.MAX_VALUE,
                notification.content());
        int bytes = longest.frameBytes().length;
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

package hermes.backend;

import static java.nio.charset.StandardCharsets.UTF_8;

import hermes.common.Connections;
import hermes.common.Ids;
import hermes.common.NotificationLimits;
import hermes.common.StreamName;
import java.util.Collection;
import java.util.stream.Stream;

/** What the stack would refuse, refused here, where the mistake is. */
final class Limits {

    private Limits() {}

    /** @throws IllegalArgumentException if the value cannot be the id of a user or room */
    static String checkId(String what, String id) {
        return checkText(what, id, Ids.LONGEST_BYTES);
    }

    /** @throws IllegalArgumentException if an id of that length could not have the value */
    static String checkText(String what, String text, int longestBytes) {
        Ids.fault(text, longestBytes).ifPresent(fault -> {
            throw new IllegalArgumentException("The %s %s".formatted(what, fault));
        });
        return text;
    }

    /** @throws IllegalArgumentException if a token could not name these further rooms */
    static void checkRooms(Collection<String> further) {
        further.forEach(room -> checkId("room", room));
        int bytes = further.stream().mapToInt(Ids::bytesHandedOn).sum();
        if (further.size() > Connections.MOST_ROOMS || bytes > Ids.MOST_ROOMS_BYTES) {
            throw new IllegalArgumentException(
                    "%d further rooms with %,d bytes together; expected at most %d with %,d".formatted(
                            further.size(), bytes, Connections.MOST_ROOMS, Ids.MOST_ROOMS_BYTES));
        }
    }

    /** @throws IllegalArgumentException if the whole notification could not be remembered or delivered */
    static void checkSize(Notification notification) {
        int bytes = utf8(NotificationJson.longestFrame(notification));
        if (bytes > NotificationLimits.FRAME_BYTES) {
            throw new IllegalArgumentException(
                    "Notification %.40s has %,d bytes as the browser would receive it; expected at most %,d"
                            .formatted(notification.id(), bytes, NotificationLimits.FRAME_BYTES));
        }
        streams(notification).flatMap(stream -> stream.fault(notification.id()).stream()).findFirst()
                .ifPresent(fault -> {
                    throw new IllegalArgumentException(
                            "Notification %.40s %s".formatted(notification.id(), fault));
                });
    }

    private static Stream<StreamName> streams(Notification notification) {
        return notification.users().isEmpty()
                ? Stream.of(StreamName.ofRoom(notification.room()))
                : notification.users().stream().map(user -> StreamName.ofUser(notification.room(), user));
    }

    /** @throws IllegalArgumentException if the text holds half of a surrogate pair, which no encoder can write */
    private static int utf8(String frame) {
        if (!UTF_8.newEncoder().canEncode(frame)) {
            throw new IllegalArgumentException(
                    "The data holds half of a surrogate pair; expected text that UTF-8 can encode");
        }
        return frame.getBytes(UTF_8).length;
    }
}

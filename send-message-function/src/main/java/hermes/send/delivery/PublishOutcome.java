package hermes.send.delivery;

import hermes.common.StreamName;
import hermes.send.stream.Notification;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What became of notifications that were published together. Immutable.
 *
 * @param failures why, for each stream to which something was not appended or not delivered
 */
public record PublishOutcome(Map<StreamName, RuntimeException> failures) {

    /** Why this one of them was not published completely, if it was not. */
    public Optional<RuntimeException> failure(Notification notification) {
        return failed(notification).stream().map(failures::get).findFirst();
    }

    /** The streams in which this one of them failed. */
    public List<StreamName> failed(Notification notification) {
        return notification.streams().stream().filter(failures::containsKey).toList();
    }
}

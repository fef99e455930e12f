package hermes.send.delivery;

import hermes.common.StreamName;
import hermes.send.stream.Notification;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What became of notifications that were published together. Immutable.
 *
 * @param failures why, for each stream to which something was not appended or not delivered
 */
public record PublishOutcome(Map<StreamName, RuntimeException> failures) {

    /** Why this one of them was not published completely, if it was not. */
    public Optional<RuntimeException> failure(Notification notification) {
        return notification.streams().stream().map(failures::get).filter(Objects::nonNull).findFirst();
    }
}

package hermes.send.delivery;

import hermes.common.StreamName;
import hermes.send.stream.Notification;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What became of notifications that were published together. Immutable.
 *
 * @param failures why, for each stream to which something was not appended or not delivered
 * @param waiting the streams for which all of it waits in a line
 */
public record PublishOutcome(Map<StreamName, RuntimeException> failures, Set<StreamName> waiting) {

    /** Whether nothing of this one of them is left to do, here or elsewhere. */
    public boolean isPublished(Notification notification) {
        return notification.streams().stream()
                .noneMatch(stream -> failures.containsKey(stream) || waiting.contains(stream));
    }

    /** Why this one of them was not published completely, if it was not. */
    public Optional<RuntimeException> failure(Notification notification) {
        return failed(notification).stream().map(failures::get).findFirst();
    }

    /** The streams in which this one of them failed. */
    public List<StreamName> failed(Notification notification) {
        return notification.streams().stream().filter(failures::containsKey).toList();
    }
}

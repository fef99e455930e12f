package hermes.send.delivery;

import static java.util.stream.Collectors.toMap;

import hermes.common.StreamName;
import hermes.send.stream.Notification;
import hermes.send.stream.StreamBusyException;
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

    /** The streams in which this one of them failed because others append to them all the time. */
    public List<StreamName> busy(Notification notification) {
        return failed(notification).stream().filter(stream -> isBusy(failures.get(stream))).toList();
    }

    /** What is left for whom those streams are no concern any more. */
    public PublishOutcome withoutBusy() {
        return new PublishOutcome(failures.entrySet().stream().filter(failure -> !isBusy(failure.getValue()))
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    private static boolean isBusy(RuntimeException failure) {
        return failure instanceof StreamBusyException;
    }
}

package hermes.send.delivery;

import java.time.Duration;

/** The notification queue, as this function sends to it. Implementations may be shared between threads. */
@FunctionalInterface
public interface NotificationQueue {

    /**
     * @param delay before anyone receives it, rounded up to seconds
     * @throws RuntimeException if the queue did not take it
     */
    void send(OutgoingMessage message, Duration delay);
}

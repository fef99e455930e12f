package hermes.send.queue;

import java.time.Duration;
import java.util.Map;

/** When the queue hands out again what it has handed out. May be shared between threads. */
@FunctionalInterface
interface Visibility {

    /**
     * @param pauses from now, in whole seconds
     * @throws RuntimeException if some of them keep the visibility time-out that their queue gave them
     */
    void change(Map<QueueRecord, Duration> pauses);
}

package hermes.local.gateway;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Looks at all connections again and again for limits that are over: one thread instead of a timer for each. */
final class LimitWatch implements AutoCloseable {

    /** AWS was seen to be seconds late itself; tests turn their clock on and wait for the next look. */
    private static final Duration INTERVAL = Duration.ofMillis(100);

    private final ScheduledExecutorService thread = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("gateway-limits").factory());

    void start(ConnectionRegistry connections) {
        thread.scheduleWithFixedDelay(connections::enforceLimits, 0, INTERVAL.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}

package hermes.local.gateway;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Looks at all connections when a limit of one may be over: one thread instead of a timer for each, which with many
 * connections has nothing to do most of the time. Thread-safe.
 */
final class LimitWatch implements AutoCloseable {

    /** Of the clock alone; tests turn theirs on and wait for the next look. */
    private static final Duration INTERVAL = Duration.ofMillis(100);

    /** Many limits that end one after the other are looked at together. AWS was seen to be seconds late itself. */
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private static final System.Logger LOG = System.getLogger(LimitWatch.class.getName());

    private final InstantSource clock;
    private final AtomicReference<Instant> next = new AtomicReference<>(Instant.MAX);
    private final ScheduledExecutorService thread = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("gateway-limits").factory());

    LimitWatch(InstantSource clock) {
        this.clock = clock;
    }

    /** @param look ends what is over, and says when the next limit may be; {@link Instant#MAX} if there is none */
    void start(Supplier<Instant> look) {
        thread.scheduleWithFixedDelay(() -> lookIfDue(look), 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** A limit that was not there at the last look may be over then. */
    void expect(Instant limit) {
        next.accumulateAndGet(limit, (one, other) -> one.isBefore(other) ? one : other);
    }

    /** A look that fails is logged, and there is another as soon as may be. */
    void lookIfDue(Supplier<Instant> look) {
        Instant now = clock.instant();
        if (now.isBefore(next.get())) {
            return;
        }
        // Before the look: what is expected meanwhile must not be lost.
        next.set(Instant.MAX);
        Instant limit = now;
        try {
            limit = look.get();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "The limits of connections could not be looked at", e);
        }
        Instant soonest = now.plus(BETWEEN_LOOKS);
        expect(limit.isBefore(soonest) ? soonest : limit);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}

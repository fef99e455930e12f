package hermes.local.gateway;

import java.time.Duration;

/** Some things at once, and then so many a second in the long run. For one thread. */
final class Pace {

    private final long spanNanos;
    private final long mostAheadNanos;
    private long spentUntil;

    Pace(int atOnce, int aSecond, long nanoTime) {
        this.spanNanos = Duration.ofSeconds(1).toNanos() / aSecond;
        this.mostAheadNanos = atOnce * spanNanos;
        this.spentUntil = nanoTime;
    }

    /** @return how long to wait after this one before the next; zero or less if it may come at once */
    Duration next(long nanoTime) {
        spentUntil = Math.max(spentUntil - nanoTime, 0) + nanoTime + spanNanos;
        return Duration.ofNanos(spentUntil + spanNanos - nanoTime - mostAheadNanos);
    }
}

package hermes.send.invocation;

import java.time.Duration;

/**
 * How long to wait between attempts: doubling, capped, and then drawn at random from the whole span, so that
 * those who failed together do not come back together. Immutable.
 *
 * @param first the longest wait after the first attempt
 * @param cap the longest wait after any
 * @see <a href="https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/">Full jitter</a>
 */
public record Backoff(Duration first, Duration cap) implements DelayPolicy {
    private static final int MOST_DOUBLINGS = 30;

    @Override
    public Duration delay(int attempt, double random) {
        long doubled = first.toNanos() << Math.min(attempt - 1, MOST_DOUBLINGS);
        boolean overflow = doubled >> Math.min(attempt - 1, MOST_DOUBLINGS) != first.toNanos();
        long longest = overflow ? cap.toNanos() : Math.min(cap.toNanos(), doubled);
        return Duration.ofNanos((long) (longest * random));
    }
}

package hermes.send.queue;

import hermes.send.invocation.Backoff;
import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How long a record that failed stays away: longer with each receive, so that the twenty that it has take 13 to 26
 * minutes, and drawn from the longer half of a span, so that those who failed together do not come back together.
 * Thread-safe if its source of chance is.
 */
public final class Pauses {
    private static final Backoff BETWEEN_RECEIVES = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(2));

    private final DoubleSupplier random;

    /** @param random as {@link Backoff#delay} wants it */
    public Pauses(DoubleSupplier random) {
        this.random = random;
    }

    /** @return whole seconds, 1 at least, because SQS knows no others */
    Duration after(int receiveCount) {
        var pause = BETWEEN_RECEIVES.delay(receiveCount, (1 + random.getAsDouble()) / 2);
        return Duration.ofSeconds(pause.plusNanos(999_999_999).toSeconds());
    }
}

package hermes.send.invocation;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/** Waits between attempts, but never beyond a deadline. Thread-safe. */
public final class RetryDelay {
    private final DelayPolicy policy;
    private final DoubleSupplier random;
    private final Pause pause;

    /** @param random as {@link DelayPolicy#delay} wants it */
    public RetryDelay(DelayPolicy policy, DoubleSupplier random, Pause pause) {
        this.policy = policy;
        this.random = random;
        this.pause = pause;
    }

    /**
     * @param attempt the number of the attempt that failed, from 1
     * @return false, without waiting, if the deadline leaves no time for another attempt
     */
    public boolean await(Deadline deadline, int attempt) {
        Duration delay = policy.delay(attempt, random.getAsDouble());
        if (delay.compareTo(deadline.remaining()) >= 0) {
            return false;
        }
        if (delay.isZero()) {
            return true;
        }
        try {
            pause.last(delay);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** How time passes: {@code Thread::sleep}, except in tests. */
    @FunctionalInterface
    public interface Pause {
        void last(Duration duration) throws InterruptedException;
    }
}

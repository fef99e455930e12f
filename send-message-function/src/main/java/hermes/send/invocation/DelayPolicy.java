package hermes.send.invocation;

import java.time.Duration;

/** How long to wait after an attempt that failed. Implementations may be shared between threads. */
@FunctionalInterface
public interface DelayPolicy {

    /**
     * @param attempt the number of the attempt that failed, from 1
     * @param random from 0 (inclusive) to 1 (exclusive)
     */
    Duration delay(int attempt, double random);
}

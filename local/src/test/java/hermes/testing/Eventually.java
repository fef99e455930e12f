package hermes.testing;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what must become true, and says what did not. */
public final class Eventually {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private Eventually() {}

    public static void isTrue(String fact, BooleanSupplier condition) {
        isTrue(fact, PATIENCE, condition);
    }

    public static void isTrue(String fact, Duration patience, BooleanSupplier condition) {
        isTrue(fact, patience, BETWEEN_LOOKS, condition);
    }

    /** For a condition that costs something to look at. */
    public static void isTrue(String fact, Duration patience, Duration betweenLooks,
            BooleanSupplier condition) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("still not true after " + patience.toSeconds() + " s: " + fact);
            }
            LockSupport.parkNanos(betweenLooks.toNanos());
        }
    }
}

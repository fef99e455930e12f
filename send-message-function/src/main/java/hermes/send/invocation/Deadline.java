package hermes.send.invocation;

import java.time.Duration;
import java.util.function.LongSupplier;

/** When an invocation must be done with its work and begin to hand over what is left. Thread-safe. */
public final class Deadline {
    private final LongSupplier nanoTime;
    private final long end;

    private Deadline(LongSupplier nanoTime, long end) {
        this.nanoTime = nanoTime;
        this.end = end;
    }

    public static Deadline in(Duration time, LongSupplier nanoTime) {
        return new Deadline(nanoTime, nanoTime.getAsLong() + time.toNanos());
    }

    /** The earlier one of this and a time from now. */
    public Deadline atMost(Duration time) {
        long now = nanoTime.getAsLong();
        return new Deadline(nanoTime, now + Math.min(end - now, time.toNanos()));
    }

    /** Zero when it has passed. */
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, end - nanoTime.getAsLong()));
    }

    public boolean passed() {
        return remaining().isZero();
    }
}

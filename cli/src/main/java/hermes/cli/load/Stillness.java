package hermes.cli.load;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Notices that a number has not changed for too long. For one thread, which looks again and again. */
final class Stillness {

    private final LongSupplier number;
    private final Duration longest;
    private long latest;
    private long since = System.nanoTime();

    Stillness(LongSupplier number, Duration longest) {
        this.number = number;
        this.longest = longest;
        this.latest = number.getAsLong();
    }

    boolean tooLong() {
        long now = number.getAsLong();
        if (now != latest) {
            latest = now;
            since = System.nanoTime();
        }
        return System.nanoTime() - since > longest.toNanos();
    }
}

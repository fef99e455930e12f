package hermes.send.route;

import hermes.send.stream.Entry;
import java.util.concurrent.atomic.AtomicLong;

/** How much one client may be sent when it comes back: of what is left by others, what one room takes. Thread-safe. */
public final class CatchUpBudget {

    /**
     * Sixteen frames of the largest, and 300 of 7 KB. Without it a message of 68 bytes could ask for 40 MB, and one browser
     * with some connections could keep the function and a partition of the table busy for minutes.
     */
    static final int BYTES = 2 << 20;

    private final long bytes;
    private final AtomicLong left;
    private final Price price;

    /** @param price is paid once, before anything is read */
    public CatchUpBudget(Runnable price) {
        this(BYTES, new Price(price));
    }

    private CatchUpBudget(long bytes, Price price) {
        this.bytes = bytes;
        this.left = new AtomicLong(bytes);
        this.price = price;
    }

    /** What is left of it, for the next room. */
    CatchUpBudget rest() {
        return new CatchUpBudget(Math.max(0, left.get()), price);
    }

    /** To be called before something is read. Throws what the price throws. */
    void begin() {
        price.pay();
    }

    /** @return false if it does not fit any more, and neither will anything after it */
    boolean take(Entry entry) {
        return left.addAndGet(-entry.frameBytes(true).length) >= 0;
    }

    /** Whether something did not fit that would have, had others not come before. */
    boolean isShort() {
        return left.get() < 0 && bytes < BYTES;
    }

    private static final class Price {
        private final Runnable price;
        private boolean paid;

        Price(Runnable price) {
            this.price = price;
        }

        synchronized void pay() {
            if (!paid) {
                price.run();
                paid = true;
            }
        }
    }
}

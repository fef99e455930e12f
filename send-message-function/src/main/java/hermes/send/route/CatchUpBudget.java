package hermes.send.route;

import hermes.send.stream.Entry;
import java.util.concurrent.atomic.AtomicLong;

/** How much one client may be sent when it comes back, of its two streams together. Thread-safe. */
public final class CatchUpBudget {

    /**
     * Sixteen frames of the largest, and 300 of 7 KB. Without it a message of 68 bytes could ask for 40 MB, and one browser
     * with some connections could keep the function and a partition of the table busy for minutes.
     */
    static final int BYTES = 2 << 20;

    private final AtomicLong left = new AtomicLong(BYTES);
    private final Runnable price;
    private boolean paid;

    /** @param price is paid once, before anything is read */
    public CatchUpBudget(Runnable price) {
        this.price = price;
    }

    /** To be called before something is read. Throws what the price throws. */
    synchronized void begin() {
        if (!paid) {
            price.run();
            paid = true;
        }
    }

    /** @return false if it does not fit any more, and neither will anything after it */
    boolean take(Entry entry) {
        return left.addAndGet(-entry.frameBytes().length) >= 0;
    }
}

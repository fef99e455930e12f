package hermes.cli.terminal;

import java.io.PrintWriter;
import java.time.Duration;

/** Tells now and then how far a long work is, and nothing about a short one. Thread-safe. */
public final class Progress {

    private static final Duration BETWEEN_LINES = Duration.ofSeconds(2);

    private final PrintWriter err;
    private final String what;
    private long done;
    private long toldAt = System.nanoTime();

    /** @param what is counted, after the number: "connections closed" */
    public Progress(PrintWriter err, String what) {
        this.err = err;
        this.what = what;
    }

    public synchronized void add(int count) {
        done += count;
        long now = System.nanoTime();
        if (now - toldAt >= BETWEEN_LINES.toNanos()) {
            toldAt = now;
            err.println("  " + done + " " + what);
            err.flush();
        }
    }
}

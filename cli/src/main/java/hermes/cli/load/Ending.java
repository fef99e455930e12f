package hermes.cli.load;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C that asks a run to end, and lets it tidy up before the process is gone. Thread-safe.
 */
public final class Ending implements AutoCloseable {

    /** Whoever has typed Ctrl-C waits no longer, whatever hangs. */
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook = new Thread(this::endAndWait);

    /** From now on, until this is closed. */
    public static Ending atCtrlC() {
        var ending = new Ending();
        Runtime.getRuntime().addShutdownHook(ending.hook);
        return ending;
    }

    private void endAndWait() {
        begin();
        try {
            done.await(LONGEST.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    void begin() {
        begun.countDown();
    }

    boolean begun() {
        return begun.getCount() == 0;
    }

    /** Returns earlier if the ending begins. */
    void pause(Duration time) throws InterruptedException {
        begun.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** All is tidied up: the process may be gone. */
    @Override
    public void close() {
        done.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            // The process is ending already, and the hook no longer holds it up.
        }
    }
}

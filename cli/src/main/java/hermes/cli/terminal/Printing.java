package hermes.cli.terminal;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Prints on a thread of its own, one thing after the other. A terminal or a pager that stands still takes no lines, and
 * whoever waited for it would stand still with it. When too much waits the oldest is dropped. Thread-safe.
 */
public final class Printing implements Executor, AutoCloseable {

    static final int MOST_WAITING = 10_000;

    private static final int LAST_SECONDS = 1;

    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING), Thread.ofPlatform().daemon().name("printing").factory(),
            new ThreadPoolExecutor.DiscardOldestPolicy());

    /** Never waits. Ends the process if nobody takes its output any more. */
    @Override
    public void execute(Runnable task) {
        thread.execute(() -> {
            try {
                task.run();
            } catch (OutputGone e) {
                e.endProcess();
            }
        });
    }

    /** Waits a moment for what is still to be printed. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            thread.awaitTermination(LAST_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}

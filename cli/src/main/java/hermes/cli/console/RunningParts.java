package hermes.cli.console;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;

/**
 * What {@code hermes up} has started, closed in reverse order exactly once: at Ctrl-C, or when the start fails
 * half-way. Thread-safe.
 */
public final class RunningParts implements AutoCloseable {

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final CountDownLatch ctrlC = new CountDownLatch(1);

    public RunningParts() {
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("ctrl-c").unstarted(this::close));
    }

    public synchronized <T extends AutoCloseable> T add(T part) {
        parts.push(part);
        return part;
    }

    public void awaitCtrlC() throws InterruptedException {
        ctrlC.await();
    }

    @Override
    public synchronized void close() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                // The others must end all the same.
                e.printStackTrace();
            }
        }
    }
}

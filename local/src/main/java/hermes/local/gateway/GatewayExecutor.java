package hermes.local.gateway;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/** The gateway's work that waits for functions: one virtual thread each. Thread-safe. */
final class GatewayExecutor implements Executor, AutoCloseable {

    private final ExecutorService threads = Executors
            .newThreadPerTaskExecutor(Thread.ofVirtual().name("gateway-", 0).factory());
    private final AtomicInteger running = new AtomicInteger();

    /** Drops the task once closed: what is left then is work for connections that are gone. */
    @Override
    public void execute(Runnable task) {
        running.incrementAndGet();
        try {
            threads.execute(() -> run(task));
        } catch (RejectedExecutionException _) {
            running.decrementAndGet();
        }
    }

    /** Tasks may begin others, so only a moment without any is the end of all. */
    boolean isIdle() {
        return running.get() == 0;
    }

    /** Interrupts what runs. */
    @Override
    public void close() {
        threads.shutdownNow();
    }

    private void run(Runnable task) {
        try {
            task.run();
        } finally {
            running.decrementAndGet();
        }
    }
}

package hermes.common;

import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** What Java has for threads only since 19 and 21; the library for backends runs on 17. */
public final class Threads {

    private Threads() {}

    /** A thread for each task, all at once: a virtual one where Java has them, from 21 on. */
    static ExecutorService forEachTask() {
        try {
            return (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor")
                    .invoke(null);
        } catch (NoSuchMethodException | IllegalAccessException e) {
            return Executors.newCachedThreadPool();
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("No thread could be started", e.getCause());
        }
    }

    /**
     * Waits until everything submitted is done. An interrupt ends what is under way, drops what has not begun, and is kept.
     */
    public static void close(ExecutorService threads) {
        threads.shutdown();
        boolean interrupted = false;
        boolean ended = false;
        while (!ended) {
            try {
                ended = threads.awaitTermination(1, TimeUnit.DAYS);
            } catch (InterruptedException e) {
                threads.shutdownNow();
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

package hermes.benchmarks.process;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The processes that this one has started, of which none is left when it ends, also when it is told to. Thread-safe. */
final class Children {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Set<Process> ALIVE = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> ALIVE.forEach(Children::end)));
    }

    private Children() {}

    static Process start(ProcessBuilder builder) throws IOException {
        var process = builder.start();
        ALIVE.add(process);
        process.onExit().thenRun(() -> ALIVE.remove(process));
        return process;
    }

    /** Asks it to end, and does not return before. */
    static void end(Process process) {
        end(process, PATIENCE);
    }

    /** @param patience after which it is ended, with all that it has started */
    static void end(Process process, Duration patience) {
        var children = process.descendants().toList();
        process.destroy();
        boolean ended = false;
        try {
            ended = process.waitFor(patience);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        if (!ended) {
            process.destroyForcibly();
            children.forEach(ProcessHandle::destroyForcibly);
        }
    }
}

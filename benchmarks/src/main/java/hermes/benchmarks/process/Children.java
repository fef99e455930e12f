package hermes.benchmarks.process;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The processes that this one has started, of which none is left when it ends, also when it is told to. Thread-safe. */
final class Children {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** What is started during one look is found by the next. */
    private static final int MOST_LOOKS = 20;

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

    /** Asks it to end, and does not return before; what does not end is ended, with all that it has started. */
    static void end(Process process) {
        var children = process.descendants().toList();
        process.destroy();
        boolean ended = false;
        try {
            ended = process.waitFor(PATIENCE);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        if (!ended) {
            endAtOnce(process);
            children.forEach(ProcessHandle::destroyForcibly);
        }
    }

    /** With all that it has started: those first, as nobody finds them when their parent is gone. */
    static void endAtOnce(Process process) {
        for (int look = 0; look < MOST_LOOKS && process.descendants().findAny().isPresent(); look++) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
        }
        // Not of the Process itself, which would close the pipe under whoever reads the last words.
        process.toHandle().destroyForcibly();
    }
}

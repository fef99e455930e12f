package hermes.local.lambda;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Hands on what a process prints, line by line, and knows its last words. Thread-safe. */
final class ProcessOutput {
    private static final int LAST_LINES = 3;

    /** What a process printed before it ended is in the pipe; a child of its own can keep that open. */
    private static final int PATIENCE_SECONDS = 2;

    private final Process process;
    private final Deque<String> last = new ArrayDeque<>();
    private final CountDownLatch ended = new CountDownLatch(1);

    ProcessOutput(Process process) {
        this.process = process;
    }

    ProcessOutput forward(String name, Consumer<String> lines) {
        // A read of a pipe does not let go of a virtual thread's carrier: with a few of them nothing else would run.
        Thread.ofPlatform().daemon().name(name + "-output").start(() -> read(lines));
        return this;
    }

    /** Of a process that has ended; waits a little for what is still to be read. */
    String lastWords() {
        try {
            ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        synchronized (last) {
            return String.join(" | ", last);
        }
    }

    private void read(Consumer<String> lines) {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                remember(line);
                lines.accept(line);
            }
        } catch (IOException _) {
            // The process was killed: there is nothing more to read.
        } finally {
            ended.countDown();
        }
    }

    private void remember(String line) {
        synchronized (last) {
            if (last.size() == LAST_LINES) {
                last.removeFirst();
            }
            last.addLast(line);
        }
    }
}

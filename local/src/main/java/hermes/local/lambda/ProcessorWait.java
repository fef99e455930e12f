package hermes.local.lambda;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How long a process would have run and had no processor: what it is late by on a busy machine, and on Lambda is not.
 *
 * @see <a href="https://docs.kernel.org/scheduler/sched-stats.html">/proc/PID/schedstat</a>
 */
final class ProcessorWait {

    private ProcessorWait() {}

    /** Of that thread which waited longest. Empty where the system does not tell, and of a process that has ended. */
    static Optional<Duration> of(long pid) {
        try (var threads = Files.list(Path.of("/proc", "" + pid, "task"))) {
            return threads.map(ProcessorWait::ofThread).max(Duration::compareTo);
        } catch (IOException | UncheckedIOException _) {
            return Optional.empty();
        }
    }

    private static Duration ofThread(Path thread) {
        try {
            // Nanoseconds that it ran, nanoseconds that it waited, how often it ran.
            return Duration
                    .ofNanos(Long.parseLong(Files.readString(thread.resolve("schedstat")).split(" ")[1]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

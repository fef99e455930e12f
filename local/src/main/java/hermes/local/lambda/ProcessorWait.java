package hermes.local.lambda;

import java.io.IOException;
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

    /** Of all its threads together. Empty where the system does not tell, and of a process that has ended. */
    static Optional<Duration> of(long pid) {
        try (var threads = Files.list(Path.of("/proc", "" + pid, "task"))) {
            return threads.map(ProcessorWait::ofThread).reduce(Duration::plus);
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private static Duration ofThread(Path thread) {
        try {
            // Nanoseconds that it ran, nanoseconds that it waited, how often it ran.
            return Duration
                    .ofNanos(Long.parseLong(Files.readString(thread.resolve("schedstat")).split(" ")[1]));
        } catch (IOException _) {
            // It has just ended.
            return Duration.ZERO;
        }
    }
}

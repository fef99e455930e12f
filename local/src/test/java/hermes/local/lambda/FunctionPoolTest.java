package hermes.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.local.stack.Credentials;
import hermes.testing.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class FunctionPoolTest {

    private final List<FunctionProcess> started = new CopyOnWriteArrayList<>();
    private final FunctionPool pool = new FunctionPool(8, this::start);

    @AfterEach
    void end() {
        pool.close();
    }

    @Test
    void whileTwoProcessesStartNoThirdDoes() throws InterruptedException {
        var invoking = Stream
                .generate(() -> Thread.ofPlatform().daemon().start(() -> pool.invoke(new byte[0])))
                .limit(4).toList();
        Eventually.isTrue("all wait for a process",
                () -> invoking.stream().allMatch(thread -> thread.getState() == Thread.State.WAITING));
        assertThat(started).hasSize(2);

        started.getFirst().next();

        assertThat(started).hasSize(3);
    }

    /** One that asks for work only when the test does it in its stead. */
    private FunctionProcess start(FunctionProcess.Watcher watcher) {
        try {
            var function = new FunctionSpec("Slow", "slow", "arn:slow", Path.of("slow.jar"), "Slow",
                    Duration.ofMinutes(1), 128, Credentials.ofFunction("Slow", "us-east-1"), Map.of(),
                    Map.of());
            var sleep = new ProcessBuilder("sleep", "60").start();
            var process = new FunctionProcess(function, sleep, new ProcessOutput(sleep), watcher);
            started.add(process);
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

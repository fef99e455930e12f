package hermes.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.local.lambda.InvocationResult.Returned;
import hermes.testing.Eventually;
import hermes.testing.SettableClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FunctionPoolTest {

    private final List<FunctionProcess> started = new CopyOnWriteArrayList<>();
    private final SettableClock clock = new SettableClock(Instant.EPOCH);
    private final Freezer freezer = new Freezer();
    private final FunctionPool pool = new FunctionPool(8, clock, this::start);

    @AfterEach
    void end() {
        pool.close();
        freezer.close();
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

    @Test
    void oneIdleProcessIsKeptAlsoWhileTheEndOfTheOtherIsNotNoticed() {
        var readies = new AtomicInteger();
        try (var unaware = new FunctionPool(2, clock, watcher -> start(new FunctionProcess.Watcher() {
            @Override
            public void ready(FunctionProcess process) {
                watcher.ready(process);
                readies.incrementAndGet();
            }

            @Override
            public void answered(FunctionProcess process) {
                watcher.answered(process);
            }

            @Override
            public void ended(FunctionProcess process) {}
        }))) {
            var idleFor = Duration.ofMinutes(5);
            IntStream.range(0, 2)
                    .forEach(_ -> Thread.startVirtualThread(() -> unaware.invoke(new byte[0])));
            Eventually.isTrue("one has been started for each", () -> started.size() == 2);
            started.forEach(FunctionPoolTest::serve);
            Eventually.isTrue("both are idle", () -> readies.get() == 4);
            clock.advance(idleFor);

            unaware.endIdle(idleFor);
            unaware.endIdle(idleFor);

            assertThat(started).filteredOn(FunctionProcess::alive).hasSize(1);
        }
    }

    @Test
    void functionThatInitialisesTooLongIsEndedAndToldSo() {
        var late = start(pool).watch(Duration.ofMillis(100));

        assertThat(late.initialised().join()).get().extracting(InvocationResult.Failed::errorType)
                .isEqualTo("Sandbox.Timedout");
        Eventually.isTrue("its process has ended", () -> !late.alive());
    }

    @ParameterizedTest
    @CsvSource({"3, 10", "10, 10", "29, 29"})
    void functionMayInitialiseForTenSecondsOrForItsTimeout(int timeoutSeconds, int limitSeconds) {
        var function = FunctionJar.probe("Probe", Path.of("none.jar"), Duration.ofSeconds(timeoutSeconds));

        assertThat(function.initLimit()).isEqualTo(Duration.ofSeconds(limitSeconds));
    }

    /** As a runtime does whose function answers at once. */
    private static void serve(FunctionProcess process) {
        Thread.startVirtualThread(() -> {
            try {
                for (var event = process.next(); event.isPresent(); event = process.next()) {
                    process.complete(event.get().requestId(), new Returned(new byte[0]));
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** One that asks for work only when the test does it in its stead. */
    private FunctionProcess start(FunctionProcess.Watcher watcher) {
        try {
            var function = FunctionJar.probe("Slow", Path.of("slow.jar"), Duration.ofMinutes(1));
            var sleep = new ProcessBuilder("sleep", "60").start();
            var process = new FunctionProcess(function, sleep, new ProcessOutput(sleep), watcher, freezer);
            started.add(process);
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package hermes.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.cli.terminal.CommandFailed;
import hermes.common.LastFrame;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

/** Time passes only in the pauses. */
class EvictionTest {
    private static final Duration HANDSHAKE = Duration.ofSeconds(45);

    private final AtomicLong nanos = new AtomicLong();
    private FakeStack stack = new FakeStack();

    @Test
    void itLooksUntilTheLongestHandshakeIsOver() {
        stack.closings(Closings.NONE);

        assertThat(run()).isEmpty();

        assertThat(elapsed()).isEqualTo(HANDSHAKE);
        assertThat(stack.lastFrames()).hasSize(91).containsOnly(LastFrame.REVOKED);
    }

    @Test
    void whatComesLateIsClosedToo() {
        stack.closings(new Closings(2, 0, 1), Closings.NONE, new Closings(1, 1, 0), Closings.NONE);
        var eviction = eviction();

        assertThat(eviction.run("acme", "7", HANDSHAKE, _ -> {})).isEmpty();
        assertThat(eviction.closings()).isEqualTo(new Closings(3, 1, 0));
    }

    /** Nothing may be found once after the time is over, however often something was found before. */
    @Test
    void itEndsOnlyWithALookThatFoundNothing() {
        var rounds = new AtomicInteger();
        stack = new FakeStack() {
            @Override
            public Closings closeConnections(String room, Optional<String> user,
                    Optional<LastFrame> lastFrame,
                    IntConsumer progress) {
                return rounds.incrementAndGet() < 100 ? new Closings(1, 0, 0) : Closings.NONE;
            }
        };

        assertThat(run()).isEmpty();
        assertThat(rounds).hasValue(100);
    }

    @Test
    void connectionThatStaysIsADoubt() {
        stack.closings(new Closings(0, 0, 1));

        assertThat(run()).contains("there are still connections");
        assertThat(elapsed()).isEqualTo(HANDSHAKE.plusSeconds(90));
    }

    @Test
    void failureThatPassesIsNone() {
        failing(3);

        assertThat(run()).isEmpty();
    }

    @Test
    void failureThatStaysIsADoubt() {
        failing(Integer.MAX_VALUE);

        assertThat(run()).contains("2 of 3 connections could not be closed");
    }

    private void failing(int times) {
        var rounds = new AtomicInteger();
        stack = new FakeStack() {
            @Override
            public Closings closeConnections(String room, Optional<String> user,
                    Optional<LastFrame> lastFrame,
                    IntConsumer progress) {
                if (rounds.getAndIncrement() < times) {
                    throw new CommandFailed("2 of 3 connections could not be closed");
                }
                return Closings.NONE;
            }
        };
    }

    private Optional<String> run() {
        return eviction().run("acme", "7", HANDSHAKE, _ -> {});
    }

    private Eviction eviction() {
        return new Eviction(stack, nanos::get, time -> nanos.addAndGet(time.toNanos()));
    }

    private Duration elapsed() {
        return Duration.ofNanos(nanos.get());
    }
}

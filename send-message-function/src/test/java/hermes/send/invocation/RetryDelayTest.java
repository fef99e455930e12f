package hermes.send.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RetryDelayTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 10);
    private final List<Duration> delays = new ArrayList<>();
    private final RetryDelay retryDelay = new RetryDelay(
            new Backoff(Duration.ofMillis(10), Duration.ofMillis(80)),
            () -> 0.5,
            delays::add);

    @Test
    void itWaitsWhileThereIsTime() {
        var deadline = Deadline.in(Duration.ofMillis(100), nanos::get);

        assertThat(retryDelay.await(deadline, 1)).isTrue();
        assertThat(retryDelay.await(deadline, 2)).isTrue();
        assertThat(delays).containsExactly(Duration.ofMillis(5), Duration.ofMillis(10));
    }

    @Test
    void itDoesNotWaitBeyondTheDeadline() {
        var deadline = Deadline.in(Duration.ofMillis(9), nanos::get);

        assertThat(retryDelay.await(deadline, 2)).isFalse();
        assertThat(delays).isEmpty();
    }

    @Test
    void anInterruptIsKept() {
        var interrupted = new RetryDelay(new Backoff(Duration.ofMillis(10), Duration.ofMillis(80)), () -> 0.5,
                _ -> {
                    throw new InterruptedException();
                });

        assertThat(interrupted.await(Deadline.in(Duration.ofSeconds(1), nanos::get), 1)).isFalse();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aDeadlineSurvivesTheOverflowOfTheClock() {
        var deadline = Deadline.in(Duration.ofMillis(5), nanos::get);
        assertThat(deadline.remaining()).isEqualTo(Duration.ofMillis(5));

        nanos.addAndGet(2_000_000);
        assertThat(deadline.remaining()).isEqualTo(Duration.ofMillis(3));
        assertThat(deadline.atMost(Duration.ofMillis(1)).remaining()).isEqualTo(Duration.ofMillis(1));
        assertThat(deadline.atMost(Duration.ofMillis(9)).remaining()).isEqualTo(Duration.ofMillis(3));

        nanos.addAndGet(4_000_000);
        assertThat(deadline.remaining()).isZero();
        assertThat(deadline.atMost(Duration.ofMillis(1)).remaining()).isZero();
    }
}

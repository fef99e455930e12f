package hermes.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ParallelTest {

    @Test
    void allRunAtOnceAndTheResultsKeepTheirOrder() {
        var all = new CountDownLatch(3);

        var results = Parallel.map(List.of(1, 2, 3), i -> {
            all.countDown();
            try {
                return all.await(10, TimeUnit.SECONDS) ? i * i : -1;
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });

        assertThat(results).containsExactly(1, 4, 9);
    }

    @Test
    void aFailureIsThrownOnceAllAreDone() {
        var done = new AtomicInteger();

        assertThatThrownBy(() -> Parallel.map(List.of(1, 2, 3), i -> {
            if (i == 1) {
                throw new IllegalArgumentException("one");
            }
            return done.incrementAndGet();
        })).isInstanceOf(IllegalArgumentException.class).hasMessage("one");
        assertThat(done).hasValue(2);
    }
}

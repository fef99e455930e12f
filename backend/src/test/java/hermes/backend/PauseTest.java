package hermes.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PauseTest {

    @Test
    void pauseTakesTimeUnlessItIsInterrupted() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> Pause.jittered().after(20)).isInstanceOf(InterruptedException.class);
    }

    @ParameterizedTest
    @CsvSource({"1, 1.0, 100", "1, 0.5, 50", "2, 1.0, 200", "5, 1.0, 1600", "6, 1.0, 2000", "6, 0.25, 500",
            "1000, 1.0, 2000", "3, 0.0, 0"})
    void pauseIsARandomPartOfADoublingCeiling(int attempt, double random, long millis) {
        assertThat(Pause.delay(attempt, random)).isEqualTo(Duration.ofMillis(millis));
    }
}

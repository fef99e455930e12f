package hermes.send.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {

    @ParameterizedTest
    @CsvSource({"1, 0.0, 0", "1, 0.5, 25", "1, 0.999999, 49", "2, 0.5, 50", "3, 0.5, 100", "5, 0.5, 400",
            "6, 0.5, 500", "7, 0.25, 250", "31, 0.5, 500", "1000000, 0.999999, 999"})
    void theSpanDoublesIsCappedAndThenDrawnFrom(int attempt, double random, long millis) {
        var backoff = new Backoff(Duration.ofMillis(50), Duration.ofSeconds(1));

        assertThat(backoff.delay(attempt, random).toMillis()).isEqualTo(millis);
    }

    @ParameterizedTest
    @CsvSource({"40", "62", "63", "64"})
    void doublingNeverOverflows(int attempt) {
        var backoff = new Backoff(Duration.ofDays(1), Duration.ofDays(2));

        assertThat(backoff.delay(attempt, 0.5)).isEqualTo(Duration.ofDays(1));
    }
}

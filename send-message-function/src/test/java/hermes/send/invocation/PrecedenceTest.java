package hermes.send.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrecedenceTest {

    @ParameterizedTest
    @CsvSource({"1, 0, 0", "1, 0.5, 400", "1, 0.9999, 799", "2, 0.5, 200", "8, 0.5, 50", "800, 0.5, 0"})
    void whoHasLostMoreOftenWaitsLess(int attempt, double random, long millis) {
        assertThat(new Precedence(Duration.ofMillis(800)).delay(attempt, random).toMillis())
                .isEqualTo(millis);
    }
}

package hermes.send.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrecedenceTest {

    @ParameterizedTest
    @CsvSource({"1, 0.9999, 0", "2, 0, 0", "2, 0.5, 400", "2, 0.9999, 799", "3, 0.5, 200", "9, 0.5, 50",
            "801, 0.5, 0"})
    void afterTheFirstWhoHasLostMoreOftenWaitsLess(int attempt, double random, long millis) {
        assertThat(new Precedence(Duration.ofMillis(800)).delay(attempt, random).toMillis())
                .isEqualTo(millis);
    }
}

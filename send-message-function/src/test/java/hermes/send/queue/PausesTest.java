package hermes.send.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PausesTest {

    @ParameterizedTest
    @CsvSource({"1, 0, 1", "1, 0.999, 1", "2, 0, 1", "2, 0.999, 2", "5, 0, 8", "5, 0.5, 12", "5, 0.999, 16",
            "8, 0, 60", "8, 0.5, 90", "20, 0.999, 120", "1000, 0.999, 120"})
    void theyGrowToTwoMinutesAndAreDrawnFromTheLongerHalf(int receiveCount, double random, long seconds) {
        assertThat(new Pauses(() -> random).after(receiveCount)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void twentyReceivesOutlastTenMinutesWithoutDynamoDb() {
        var pauses = new Pauses(() -> 0);

        assertThat(IntStream.range(1, 20).mapToLong(receive -> pauses.after(receive).toSeconds()).sum())
                .isGreaterThan(Duration.ofMinutes(10).toSeconds());
    }
}

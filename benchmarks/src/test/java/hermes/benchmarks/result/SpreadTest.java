package hermes.benchmarks.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SpreadTest {

    @Test
    void medianOfAnOddNumberIsTheOneInTheMiddle() {
        assertThat(Spread.of(List.of(9.0, 1.0, 2.0))).isEqualTo(new Spread(2, 1, 9));
    }

    @Test
    void medianOfAnEvenNumberLiesBetweenTheTwoInTheMiddle() {
        assertThat(Spread.of(List.of(4.0, 1.0, 2.0, 9.0))).isEqualTo(new Spread(3, 1, 9));
    }

    @Test
    void ratiosAreThoseOfEachRound() {
        // By the medians it would be 4 / 2.
        assertThat(Spread.ofRatios(List.of(1.0, 4.0, 9.0), List.of(1.0, 8.0, 2.0)))
                .isEqualTo(new Spread(1, 0.5, 4.5));
    }

    @Test
    void nothingHasNoSpread() {
        assertThatIllegalArgumentException().isThrownBy(() -> Spread.of(List.of()))
                .withMessageContaining("no value was measured");
    }

    @Test
    void roundsWithoutAReferenceAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Spread.ofRatios(List.of(1.0, 2.0), List.of(1.0)))
                .withMessage("2 values beside 1 of the reference; expected as many");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        1110.4   | 1,110
        99.96    | 100.0
        12.34    | 12.3
        0.789    | 0.79
        -0.789   | -0.79
        3        | 3
        0        | 0
        """)
    void numberHasThreeDigits(double value, String written) {
        assertThat(Spread.number(value)).isEqualTo(written);
    }

    @Test
    void isWrittenWithItsRangeUnlessThereIsNone() {
        assertThat(new Spread(2, 1, 9)).hasToString("2 (1–9)");
        assertThat(new Spread(2, 2, 2)).hasToString("2");
        assertThat(new Spread(6_650.6, 6_650.5, 6_650.7)).hasToString("6,651");
    }
}

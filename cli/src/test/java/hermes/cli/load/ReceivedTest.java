package hermes.cli.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ReceivedTest {

    private final Received received = new Received();

    @Test
    void whatDidNotComeIsNotCounted() {
        push(1, 2, 4, 5);

        assertThat(received.got(numbers(5))).isEqualTo(4);
        assertThat(received.got(numbers(3))).isEqualTo(2);
    }

    @Test
    void secondFrameIsDoubled() {
        assertThat(received.push(1)).isTrue();
        assertThat(received.push(1)).isFalse();
        push(2, 1);

        assertThat(received.doubled()).isEqualTo(2);
        assertThat(received.got(numbers(2))).isEqualTo(2);
        assertThat(received.outOfOrder()).as("it was there before").isZero();
    }

    @Test
    void frameBehindALaterOneIsOutOfOrder() {
        push(1, 3, 2, 5, 4);

        assertThat(received.outOfOrder()).isEqualTo(2);
        assertThat(received.doubled()).isZero();
    }

    @Test
    void whatResumeBringsBesideAFrameIsNotDoubled() {
        push(1);
        assertThat(received.recover(1)).isFalse();
        assertThat(received.recover(2)).isTrue();
        assertThat(received.recover(3)).isTrue();
        assertThat(received.push(2)).isFalse();

        assertThat(received.doubled()).isZero();
        assertThat(received.outOfOrder()).isZero();
        assertThat(received.onlyRecovered()).isEqualTo(1);
        assertThat(received.got(numbers(3))).isEqualTo(3);
    }

    @Test
    void answerInTheWrongOrderIsNoticed() {
        received.recover(2);
        received.recover(1);

        assertThat(received.outOfOrder()).isEqualTo(1);
    }

    private void push(int... numbers) {
        IntStream.of(numbers).forEach(received::push);
    }

    private static BitSet numbers(int last) {
        var numbers = new BitSet();
        numbers.set(1, last + 1);
        return numbers;
    }
}

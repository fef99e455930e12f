package hermes.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class PrintingTest {

    private final List<Integer> printed = new CopyOnWriteArrayList<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final CountDownLatch goesOn = new CountDownLatch(1);

    @Test
    void nobodyWaitsForATerminalThatStandsStill() throws InterruptedException {
        var printing = new Printing();
        printing.execute(this::standStill);
        stopped.await();

        for (int line = 0; line <= Printing.MOST_WAITING; line++) {
            int number = line;
            printing.execute(() -> printed.add(number));
        }
        assertThat(printed).isEmpty();
        goesOn.countDown();
        printing.close();

        assertThat(printed).hasSize(Printing.MOST_WAITING).isSorted().doesNotContain(0)
                .contains(Printing.MOST_WAITING);
    }

    @Test
    void whatComesAfterTheEndIsDropped() {
        var printing = new Printing();
        printing.close();

        printing.execute(() -> printed.add(1));

        assertThat(printed).isEmpty();
    }

    private void standStill() {
        stopped.countDown();
        try {
            goesOn.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}

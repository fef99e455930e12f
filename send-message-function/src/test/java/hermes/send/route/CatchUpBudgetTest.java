package hermes.send.route;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.common.StreamName;
import hermes.send.stream.Content;
import hermes.send.stream.Entry;
import hermes.testing.Contract;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CatchUpBudgetTest {

    @Test
    void itIsThatOfTheContract() {
        assertThat(CatchUpBudget.BYTES).isEqualTo(Contract.number("/notifications/missed_bytes_at_most"));
    }

    @Test
    void framesFitUntilTheirBytesAreUsedUp() {
        var budget = new CatchUpBudget(() -> {});

        assertThat(budget.take(entry(CatchUpBudget.BYTES - 1))).isTrue();
        assertThat(budget.take(entry(1_000))).isFalse();
        assertThat(budget.take(entry(200))).as("once something did not fit").isFalse();
    }

    @Test
    void whatIsExactlyAsLargeFits() {
        assertThat(new CatchUpBudget(() -> {}).take(entry(CatchUpBudget.BYTES))).isTrue();
        assertThat(new CatchUpBudget(() -> {}).take(entry(CatchUpBudget.BYTES + 1))).isFalse();
    }

    @Test
    void priceIsPaidOnceAndBeforeAnythingIsRead() {
        var paid = new AtomicInteger();
        var budget = new CatchUpBudget(paid::incrementAndGet);
        assertThat(paid).hasValue(0);

        budget.begin();
        budget.begin();

        assertThat(paid).hasValue(1);
    }

    @Test
    void whatDoesNotFitIsShortOnlyIfOthersCameBefore() {
        var first = new CatchUpBudget(() -> {});
        first.take(entry(1_000));
        var second = first.rest();
        assertThat(second.isShort()).isFalse();

        assertThat(second.take(entry(CatchUpBudget.BYTES - 1_000))).isTrue();
        assertThat(second.isShort()).isFalse();
        second.take(entry(200));
        assertThat(second.isShort()).isTrue();

        var alone = new CatchUpBudget(() -> {});
        alone.take(entry(CatchUpBudget.BYTES + 1));
        assertThat(alone.isShort()).isFalse();
        assertThat(alone.rest().take(entry(200))).isFalse();
    }

    @Test
    void priceOfAllRoomsIsPaidOnce() {
        var paid = new AtomicInteger();
        var first = new CatchUpBudget(paid::incrementAndGet);

        first.rest().begin();
        first.rest().begin();
        first.begin();

        assertThat(paid).hasValue(1);
    }

    private static Entry entry(int bytes) {
        int without = entryWith("").frameBytes(true).length;
        return entryWith("1".repeat(bytes - without));
    }

    private static Entry entryWith(String data) {
        return new Entry(StreamName.ofRoom("acme"), "k3f9", 1, Optional.empty(),
                new Content("n1", "7", data, Optional.empty()));
    }
}

package hermes.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BatchesTest {

    @Test
    void nothingHasNoBatches() {
        assertThat(Batches.of(List.of(), 2)).isEmpty();
    }

    @Test
    void batchesAreFullByNumber() {
        assertThat(Batches.of(List.of(1, 2, 3, 4, 5), 2)).containsExactly(List.of(1, 2), List.of(3, 4),
                List.of(5));
    }

    @Test
    void batchesAreFullBySize() {
        assertThat(Batches.of(List.of(4L, 6L, 1L, 10L, 11L, 0L, 3L), 100, 10, size -> size))
                .containsExactly(List.of(4L, 6L), List.of(1L), List.of(10L), List.of(11L, 0L), List.of(3L));
    }
}

package hermes.send.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.send.stream.OffsetRanges;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchesTest {

    @Test
    void nothingHasNoChunks() {
        assertThat(Batches.of(List.of(), 2)).isEmpty();
    }

    @Test
    void chunksAreFullByNumber() {
        assertThat(Batches.of(List.of(1, 2, 3, 4, 5), 2)).containsExactly(List.of(1, 2), List.of(3, 4),
                List.of(5));
    }

    @Test
    void chunksAreFullBySize() {
        assertThat(Batches.of(List.of(4L, 6L, 1L, 10L, 11L, 0L, 3L), 100, 10, size -> size))
                .containsExactly(List.of(4L, 6L), List.of(1L), List.of(10L), List.of(11L, 0L), List.of(3L));
    }

    @Test
    void runsOfOffsetsAreFound() {
        assertThat(OffsetRanges.of(List.of(7L, 3L, 4L, 9L, 3L, 8L))).containsExactly(
                new OffsetRanges.Run(3, 4),
                new OffsetRanges.Run(7, 9));
        assertThat(OffsetRanges.of(List.of())).isEmpty();
    }
}

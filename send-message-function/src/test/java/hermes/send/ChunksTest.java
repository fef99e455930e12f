package hermes.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChunksTest {

    @Test
    void nothingHasNoChunks() {
        assertThat(Chunks.of(List.of(), 2)).isEmpty();
    }

    @Test
    void chunksAreFullByNumber() {
        assertThat(Chunks.of(List.of(1, 2, 3, 4, 5), 2)).containsExactly(List.of(1, 2), List.of(3, 4),
                List.of(5));
    }

    @Test
    void chunksAreFullBySize() {
        assertThat(Chunks.of(List.of(4L, 6L, 1L, 10L, 11L, 0L, 3L), 100, 10, size -> size))
                .containsExactly(List.of(4L, 6L), List.of(1L), List.of(10L), List.of(11L, 0L), List.of(3L));
    }

    @Test
    void runsOfOffsetsAreFound() {
        assertThat(Runs.of(List.of(7L, 3L, 4L, 9L, 3L, 8L))).containsExactly(new Runs.Run(3, 4),
                new Runs.Run(7, 9));
        assertThat(Runs.of(List.of())).isEmpty();
    }
}

package hermes.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OffsetRangeTest {

    @Test
    void rangesWithoutHolesAreFound() {
        assertThat(OffsetRange.covering(List.of(7L, 3L, 4L, 9L, 3L, 8L)))
                .containsExactly(new OffsetRange(3, 4), new OffsetRange(7, 9));
        assertThat(OffsetRange.covering(List.of())).isEmpty();
    }
}

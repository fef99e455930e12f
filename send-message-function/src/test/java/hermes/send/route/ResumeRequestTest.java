package hermes.send.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hermes.common.Position;
import hermes.send.json.MessageFields;
import hermes.send.json.RefusedException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResumeRequestTest {

    @Test
    void aPositionOfTheLongestEpochAndOffsetIsReadAndALongerOneIsRefused() {
        assertThat(room("e".repeat(64), "9".repeat(18)))
                .contains(new Position("e".repeat(64), 999_999_999_999_999_999L));
        assertThatThrownBy(() -> room("e".repeat(65), "1")).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> room("e", "1".repeat(19))).isInstanceOf(RefusedException.class);
    }

    @Test
    void offsetsCountFromZero() {
        assertThat(room("e", "0")).contains(new Position("e", 0));
        assertThat(room("", "0")).contains(Position.START);
        assertThatThrownBy(() -> room("e", "-1")).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> room("", "1")).isInstanceOf(RefusedException.class);
    }

    private static Optional<Position> room(String epoch, String offset) {
        var message = "{\"room\":{\"epoch\":\"%s\",\"offset\":%s}}".formatted(epoch, offset);
        return ResumeRequest.of(MessageFields.of(message), Optional.empty()).room();
    }
}

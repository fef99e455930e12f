package hermes.send.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hermes.common.Position;
import hermes.send.json.MessageFields;
import hermes.send.json.RefusedException;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @Test
    void roomsAreReadAsTheHomeRoomIsAndInTheirOrder() {
        var request = read(
                "{\"rooms\":{\"b\":{\"user\":{\"epoch\":\"e\",\"offset\":5}},\"a\":{\"state\":true},\"室#\":{}}}");

        assertThat(request.rooms().keySet()).containsExactly("b", "a", "室#");
        assertThat(request.rooms().get("b").user()).contains(new Position("e", 5));
        assertThat(request.rooms().get("a").inbox()).isPresent();
        assertThat(request.home().asks()).isFalse();
        assertThat(read("{}").rooms()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"null", "[]", "{}", "\"a\"", "{\"a\":null}", "{\"\":{}}", "{\"a\\n\":{}}",
                    "{\"a\":[]}"})
    void whatNamesNoRoomsIsRefused(String rooms) {
        assertThatThrownBy(() -> read("{\"rooms\":%s}".formatted(rooms))).isInstanceOfSatisfying(
                RefusedException.class, e -> assertThat(e.refusal().code()).isEqualTo("invalid_rooms"));
    }

    @Test
    void fiftyRoomsAreReadAndOneMoreIsRefused() {
        IntFunction<String> rooms = count -> "{\"rooms\":{%s}}".formatted(IntStream.range(0, count)
                .mapToObj("\"r%d\":{}"::formatted).collect(Collectors.joining(",")));

        assertThat(read(rooms.apply(50)).rooms()).hasSize(50);
        assertThatThrownBy(() -> read(rooms.apply(51))).isInstanceOf(RefusedException.class)
                .hasMessageContaining("it names 51 rooms; expected 1 to 50");
    }

    @Test
    void positionOfARoomIsCheckedAsThatOfTheHomeRoom() {
        assertThatThrownBy(() -> read("{\"rooms\":{\"a\":{\"room\":1}}}")).isInstanceOfSatisfying(
                RefusedException.class, e -> assertThat(e.refusal().code()).isEqualTo("invalid_position"));
    }

    private static ResumeRequest read(String message) {
        return ResumeRequest.of(MessageFields.of(message), Optional.empty());
    }

    private static Optional<Position> room(String epoch, String offset) {
        var message = "{\"room\":{\"epoch\":\"%s\",\"offset\":%s}}".formatted(epoch, offset);
        return ResumeRequest.of(MessageFields.of(message), Optional.empty()).home().room();
    }
}

package hermes.common;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.testing.Contract;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LeftFrameTest {

    @Test
    void framesAreThoseOfTheContract() {
        assertThat(Stream.of(LeftFrame.values()).map(frame -> frame.json("ticket-3")))
                .isEqualTo(Contract.texts("/rooms/left"));
    }

    @Test
    void codesOfTheContractAreKnownAndNoOthers() {
        assertThat(LeftFrame.of("revoked")).contains(LeftFrame.REVOKED);
        assertThat(LeftFrame.of("REVOKED")).isEmpty();
    }

    @Test
    void roomOfAnyScriptIsEscapedAsJsonHasIt() {
        assertThat(LeftFrame.KICKED.json("a\"b\\c / 室"))
                .startsWith("{\"left\":{\"room_id\":\"a\\\"b\\\\c / 室\",\"code\"");
        assertThat(List.of(LeftFrame.values())).allMatch(frame -> frame.json("x").endsWith("\"data\":{}}"));
    }
}

package hermes.common;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.testing.Contract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LastFrameTest {

    @Test
    void frameIsThatOfTheDocumentation() throws IOException {
        assertThat(Files.readString(Path.of("..", "docs", "protocol.md"))).contains(LastFrame.KICKED.json()
                .replace(":", ": ").replace(",", ", "));
    }

    @ParameterizedTest
    @EnumSource
    void codeAndReturnAreOfTheContract(LastFrame frame) {
        assertThat(Contract.texts("/last_frame/codes")).anyMatch(
                code -> frame.json().startsWith("{\"data\":{},\"close\":{\"code\":\"%s\",".formatted(code)));
        assertThat(Contract.texts("/last_frame/returns"))
                .anyMatch(word -> frame.json().contains("\"return\":\"%s\",".formatted(word)));
    }
}

package hermes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.cli.console.SelfCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class UpTest {

    @Test
    void timeRunsFromWhereTheScriptBegan() {
        assertThat(Up.begun("1795341600.25")).isEqualTo(Instant.ofEpochMilli(1_795_341_600_250L));
    }

    @Test
    void scriptKnowsAStartThatCameToItsSelfCheckByItsClass() throws IOException {
        assertThat(Files.readString(Path.of("../hermes")))
                .contains("'^" + SelfCheck.class.getName().replace('.', '/') + " '");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1795341600٫25", "..", "soon"})
    void withoutAScriptThatKnowsItRunsFromTheStartOfTheProcess(String started) {
        assertThat(Up.begun(started)).isEqualTo(ProcessHandle.current().info().startInstant().orElseThrow());
    }
}

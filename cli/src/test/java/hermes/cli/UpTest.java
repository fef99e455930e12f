package hermes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.cli.console.SelfCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;

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

    @Test
    void withoutAScriptItRunsFromTheStartOfTheProcess() {
        assertThat(Up.begun("")).isEqualTo(ProcessHandle.current().info().startInstant().orElseThrow());
    }
}

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

    @Test
    void whatTheScriptHasBegunEndsWithTheStackAndNothingElseDoes() throws IOException {
        var other = new ProcessBuilder("sleep", "60").start();
        var begun = new ProcessBuilder("sh", "-c", "sleep 60 & echo $!; wait").start();
        var its = ProcessHandle.of(Long.parseLong(begun.inputReader().readLine())).orElseThrow();
        try {
            Up.endChild("");
            assertThat(begun.isAlive()).isTrue();

            Up.endChild(String.valueOf(begun.pid()));

            begun.onExit().join();
            its.onExit().join();
            assertThat(other.isAlive()).isTrue();
        } finally {
            other.destroyForcibly();
            its.destroyForcibly();
            begun.destroyForcibly();
        }
    }
}

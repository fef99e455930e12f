package hermes.system;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.cli.CommandRun;
import hermes.cli.console.ConsoleApi;
import hermes.cli.console.ConsoleServer;
import hermes.cli.console.LogFeed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** With {@code --port}: the running stack tells where it is. */
final class OperatorOnLocalStackIT {

    @RegisterExtension
    static final WholeStack STACK = new WholeStack();

    private static ConsoleServer console;

    @BeforeAll
    static void startConsole(@TempDir Path noClient) {
        console = new ConsoleServer(
                new ConsoleApi(STACK.operations(), STACK.local()::invoke, STACK.metrics()), new LogFeed(),
                noClient, 0).start(0);
    }

    @AfterAll
    static void stopConsole() {
        console.close();
    }

    @Nested
    final class Publishing extends PublishingCommands {

        @Override
        List<String> target() {
            return List.of("--port", "" + console.port());
        }
    }

    @Nested
    final class Connections extends ConnectionCommands {

        @Override
        List<String> target() {
            return List.of("--port", "" + console.port());
        }
    }

    @Nested
    final class DeadLetters extends DeadLetterCommands {

        @Override
        List<String> target() {
            return List.of("--port", "" + console.port());
        }
    }

    @Test
    void launcherRunsCommandsThatNeedAws(@TempDir Path home) throws IOException, InterruptedException {
        try (var _ = STACK.connect("7", "launched")) {
            var run = CommandRun.typed(home, "connections", "--room", "launched", "--json", "--port",
                    "" + console.port());

            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.json().path("user").asText()).isEqualTo("7");
        }
    }
}

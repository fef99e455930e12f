package hermes.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hermes.cli.console.ConsoleApi;
import hermes.cli.console.ConsoleServer;
import hermes.cli.console.LogFeed;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runs the browser client's own tests in Chromium against the whole stack, where the tools for it are installed. */
final class ClientInChromiumIT {

    @RegisterExtension
    static final WholeStack STACK = new WholeStack();

    private static final Path CLIENT = WholeStack.HOME.resolve("client");
    private static final List<String> CHROMIUM = List.of("chromium", "chromium-browser", "google-chrome");

    @Test
    void browserClientWorksInChromium() throws Exception {
        assumeTrue(isOnPath("node"), "Skipped: Node is not installed.");
        assumeTrue(CHROMIUM.stream().anyMatch(ClientInChromiumIT::isOnPath),
                "Skipped: Chromium is not installed.");
        assumeTrue(Files.isDirectory(CLIENT.resolve("node_modules")),
                "Skipped: run npm ci in client/ first.");

        try (var console = new ConsoleServer(
                new ConsoleApi(STACK.operations(), STACK.local()::invoke, STACK.figures()),
                new LogFeed(), CLIENT, 0).start(0)) {
            Process tests = start(console.port());
            String output = new String(tests.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(tests.waitFor()).as(output).isZero();
        }
    }

    /** Its output is kept for the failure: failsafe uses the JVM's own for itself. */
    private static Process start(int consolePort) throws IOException {
        var tests = new ProcessBuilder("npm", "run", "--silent", "test:browser").directory(CLIENT.toFile())
                .redirectErrorStream(true);
        tests.environment().put("HERMES_CONSOLE", "http://localhost:" + consolePort);
        return tests.start();
    }

    private static boolean isOnPath(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}

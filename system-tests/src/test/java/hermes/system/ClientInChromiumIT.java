package hermes.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Runs the browser client's own tests in Chromium against the whole stack, where the tools for it are installed. */
@Order(3)
final class ClientInChromiumIT {

    @RegisterExtension
    static final WholeStack STACK = new WholeStack();

    private static final Path CLIENT = WholeStack.HOME.resolve("client");
    private static final List<String> CHROMIUM = List.of("chromium", "chromium-browser", "google-chrome");

    @Test
    void browserClientWorksInChromium(@TempDir Path folder) throws Exception {
        assumeTrue(isOnPath("node"), "Skipped: Node is not installed.");
        assumeTrue(CHROMIUM.stream().anyMatch(ClientInChromiumIT::isOnPath),
                "Skipped: Chromium is not installed.");
        assumeTrue(Files.isDirectory(CLIENT.resolve("node_modules")),
                "Skipped: run npm ci in client/ first.");

        try (var console = STACK.startConsole(CLIENT)) {
            var output = folder.resolve("output");
            var tests = start(console.port(), output);
            try {
                assertThat(tests.waitFor(15, TimeUnit.MINUTES)).as("the tests have ended").isTrue();
                assertThat(tests.exitValue()).as(Files.readString(output)).isZero();
            } finally {
                tests.destroyForcibly();
            }
        }
    }

    /** @param output is kept for the failure: failsafe uses the JVM's own for itself */
    private static Process start(int consolePort, Path output) throws IOException {
        var tests = new ProcessBuilder("npm", "run", "--silent", "test:browser").directory(CLIENT.toFile())
                .redirectErrorStream(true).redirectOutput(output.toFile());
        tests.environment().put("HERMES_CONSOLE", "http://localhost:" + consolePort);
        return tests.start();
    }

    private static boolean isOnPath(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}

package hermes.cli;

import hermes.cli.console.ConsoleApi;
import hermes.cli.console.ConsoleServer;
import hermes.cli.console.LogFeed;
import hermes.cli.console.MetricStatistics;
import hermes.cli.stack.FakeStack;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Commands that talk to a stack which only answers. */
abstract class OnFakeStack {

    @TempDir
    Path folder;

    final StringWriter out = new StringWriter();
    final StringWriter err = new StringWriter();
    final FakeStack stack = new FakeStack();
    ConsoleServer console;
    private final InputStream standardInput = System.in;

    @BeforeEach
    final void start() {
        console = new ConsoleServer(new ConsoleApi(stack, FakeStack::invoke, new MetricStatistics()),
                new LogFeed(), folder, 0).start(0);
    }

    @AfterEach
    final void stop() {
        System.setIn(standardInput);
        console.close();
    }

    final int hermes(String... args) {
        return hermesOn(console.port(), args);
    }

    final int hermesOn(int port, String... args) {
        return run(Stream.concat(Arrays.stream(args), Stream.of("--port", "" + port)).toArray(String[]::new));
    }

    final int run(String... args) {
        return Main.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true))
                .execute(args);
    }
}

package hermes.cli;

import com.fasterxml.jackson.databind.JsonNode;
import hermes.cli.stack.ConsoleOperations;
import hermes.cli.stack.TargetOptions;
import hermes.cli.terminal.CommandFailed;
import hermes.cli.terminal.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "invoke",
        mixinStandardHelpOptions = true,
        description = {
                "Invokes a function of the running stack with an event and prints what it returns.",
                "A function error is printed likewise, and the exit code is 1."},
        footer = {"",
                "Example:  ./hermes invoke ConnectFunction events/connect.json"})
final class Invoke implements Callable<Integer> {

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = TargetOptions.DEFAULT_PORT,
            description = "The port that ./hermes up was started with (default: ${DEFAULT-VALUE}).")
    private int port;

    @Parameters(index = "0", paramLabel = "FUNCTION", description = "Its logical id in template.yaml.")
    private String function;

    @Parameters(
            index = "1",
            paramLabel = "EVENT.json",
            description = "File with the event; - is standard input.")
    private String file;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        JsonNode answer = new ConsoleOperations(port).invoke(function, event());
        PrintWriter err = spec.commandLine().getErr();
        long millis = answer.path("durationMillis").asLong();
        if (answer.has("payload")) {
            spec.commandLine().getOut().println(Json.pretty(answer.get("payload")));
            err.println(function + " returned after " + millis + " ms");
            return 0;
        }
        spec.commandLine().getOut().println(Json.pretty(answer.path("error")));
        err.println("hermes: " + function + " failed after " + millis + " ms");
        return 1;
    }

    private String event() {
        try {
            return new String(
                    file.equals("-") ? System.in.readAllBytes() : Files.readAllBytes(Path.of(file)),
                    StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new CommandFailed("cannot read the event " + file + ": does the file exist?", e);
        }
    }
}

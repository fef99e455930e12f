package hermes.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import hermes.cli.stack.ConsoleOperations;
import hermes.cli.stack.TargetOptions;
import hermes.cli.terminal.CommandFailed;
import hermes.cli.terminal.Json;
import hermes.cli.terminal.PortConverter;
import hermes.cli.terminal.Printer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "invoke",
        mixinStandardHelpOptions = true,
        description = {
                "Invokes a function of the running stack with an event and prints what it returns.",
                "A function error is printed likewise, and the exit code is 1."},
        footer = {"",
                "Example:  ${hermes.command} invoke ConnectFunction events/connect.json"})
final class Invoke implements Callable<Integer> {

    @Option(
            names = "--port",
            paramLabel = "PORT",
            converter = PortConverter.class,
            defaultValue = TargetOptions.DEFAULT_PORT,
            description = "The port that ${hermes.command} up was started with (default: ${DEFAULT-VALUE}).")
    private int port;

    @Parameters(index = "0", paramLabel = "FUNCTION", description = "Its logical id in template.yaml.")
    private String function;

    @Parameters(
            index = "1",
            paramLabel = "EVENT.json",
            description = "File with the event; - is standard input.")
    private Path file;

    @Mixin
    private Printer printer;

    @Override
    public Integer call() {
        var answer = new ConsoleOperations(port).invoke(function, event());
        long millis = answer.path("durationMillis").asLong();
        if (answer.has("payload")) {
            Json.print(answer.get("payload"), printer.out());
            printer.err().println(function + " returned after " + millis + " ms");
            return 0;
        }
        Json.print(answer.path("error"), printer.out());
        printer.warn(function + " failed after " + millis + " ms");
        return 1;
    }

    private String event() {
        boolean standardInput = file.equals(Path.of("-"));
        try {
            return Json.checked(standardInput ? System.in.readAllBytes() : Files.readAllBytes(file));
        } catch (JsonProcessingException e) {
            throw new CommandFailed(
                    (standardInput ? "standard input" : file) + " is not JSON: " + Json.reason(e), e);
        } catch (IOException e) {
            throw new CommandFailed("cannot read the event " + file + ": does the file exist?", e);
        }
    }
}

package hermes.cli;

import com.fasterxml.jackson.databind.JsonNode;
import hermes.cli.stack.TargetOptions;
import hermes.cli.terminal.CommandFailed;
import hermes.cli.terminal.Json;
import hermes.cli.terminal.JsonPrinter;
import java.io.PrintWriter;
import java.util.Map.Entry;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "outputs",
        mixinStandardHelpOptions = true,
        description = "Prints the outputs of the stack, or the value of one of them alone.",
        footer = {"", "Example:  QUEUE=$(${hermes.command} outputs QueueUrl)"})
final class Outputs implements Runnable {

    @Mixin
    private TargetOptions options;

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "Print only the value of this output.")
    private String name;

    @Mixin
    private JsonPrinter printer;

    @Override
    public void run() {
        var outputs = Json.of(options.outputs());
        var out = printer.out();
        if (name != null) {
            out.println(valueOf(name, outputs));
        } else if (printer.json()) {
            Json.print(outputs, out);
        } else {
            printTable(outputs, out);
        }
    }

    private static String valueOf(String name, JsonNode outputs) {
        if (!outputs.has(name)) {
            throw new CommandFailed("the stack has no output " + name + "; it has "
                    + outputs.propertyStream().map(Entry::getKey).collect(Collectors.joining(", ")));
        }
        return outputs.get(name).asText();
    }

    private static void printTable(JsonNode outputs, PrintWriter out) {
        int width = outputs.propertyStream().mapToInt(output -> output.getKey().length()).max().orElse(0);
        for (var output : outputs.properties()) {
            out.println(("%-" + width + "s  %s").formatted(output.getKey(), output.getValue().asText()));
        }
    }
}

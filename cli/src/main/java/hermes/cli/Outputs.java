package hermes.cli;

import com.fasterxml.jackson.databind.JsonNode;
import hermes.cli.stack.TargetOptions;
import hermes.cli.terminal.CommandFailed;
import hermes.cli.terminal.Json;
import java.io.PrintWriter;
import java.util.Map.Entry;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "outputs",
        mixinStandardHelpOptions = true,
        description = "Prints the outputs of the stack, or the value of one of them alone.",
        footer = {"", "Example:  QUEUE=$(./hermes outputs QueueUrl)"})
final class Outputs implements Runnable {

    @Mixin
    private TargetOptions options;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "Print only the value of this output.")
    private String name;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        JsonNode outputs = Json.of(options.outputs());
        PrintWriter out = spec.commandLine().getOut();
        if (name != null) {
            out.println(valueOf(name, outputs));
        } else if (json) {
            out.println(Json.pretty(outputs));
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
        for (Entry<String, JsonNode> output : outputs.properties()) {
            out.printf("%-" + width + "s  %s%n", output.getKey(), output.getValue().asText());
        }
    }
}

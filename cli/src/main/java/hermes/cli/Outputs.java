package hermes.cli;

import java.io.PrintWriter;
import java.util.Map.Entry;

import com.fasterxml.jackson.databind.JsonNode;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "outputs",
        mixinStandardHelpOptions = true,
        description = "Prints the outputs of the stack with their local values.",
        footer = {
                "", "Example:  QUEUE=$(./hermes outputs --json | jq -r .QueueUrl)"})
final class Outputs implements Runnable {

    @Mixin
    private RunningStack stack;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        JsonNode outputs = stack.console().get("/api/outputs");
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.pretty(outputs));
            return;
        }
        int width = outputs.propertyStream().mapToInt(output -> output.getKey().length()).max().orElse(0);
        for (Entry<String, JsonNode> output : outputs.properties()) {
            out.printf("%-" + width + "s  %s%n", output.getKey(), output.getValue().asText());
        }
    }
}

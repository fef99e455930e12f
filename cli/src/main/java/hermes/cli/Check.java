package hermes.cli;

import hermes.cli.check.Outcome;
import hermes.cli.check.StackCheck;
import hermes.cli.stack.TargetOptions;
import hermes.cli.terminal.Columns;
import hermes.cli.terminal.Json;
import hermes.cli.terminal.JsonPrinter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
                "Proves that a stack works, as after a deployment: issues a token, connects, resumes, publishes by both",
                "queues, receives, and closes its own connection, all in the room hermes-check; on AWS it reads the",
                "alarms too, and whether production's tables are protected."},
        footer = {"",
                "Exit code 5: something does not hold.",
                "",
                "Examples:",
                "  ${hermes.command} check --stack hermes-production",
                "  ${hermes.command} check --json | jq '.parts[] | select(.holds | not)'"})
final class Check implements Callable<Integer> {

    @Mixin
    private TargetOptions options;

    @Mixin
    private JsonPrinter printer;

    @Override
    public Integer call() throws InterruptedException {
        try (var stack = options.awsOperations()) {
            var outcomes = StackCheck.of(stack);
            boolean holds = outcomes.stream().allMatch(Outcome::holds);
            if (printer.json()) {
                printer.out().println(json(stack.toString(), holds, outcomes));
            } else {
                print(outcomes);
                printer.out().println(holds ? "All holds." : "Something does not hold.");
            }
            return holds ? 0 : Main.WRONG;
        }
    }

    private void print(List<Outcome> outcomes) {
        var table = new Columns("", "PART", "MS", "").rightAligned(2);
        outcomes.forEach(outcome -> table.add(outcome.holds() ? "ok" : "FAILED", outcome.part(),
                "" + outcome.took().toMillis(), outcome.says()));
        table.print(printer.out());
    }

    private static String json(String stack, boolean holds, List<Outcome> outcomes) {
        var json = Json.object().put("stack", stack).put("holds", holds);
        outcomes.stream().map(Outcome::json).forEach(json.putArray("parts")::add);
        return json.toString();
    }
}

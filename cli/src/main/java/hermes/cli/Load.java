package hermes.cli;

import hermes.backend.HermesException;
import hermes.cli.load.Ending;
import hermes.cli.load.LoadJson;
import hermes.cli.load.LoadOptions;
import hermes.cli.load.LoadPage;
import hermes.cli.load.LoadPlan;
import hermes.cli.load.LoadReport;
import hermes.cli.load.LoadRooms;
import hermes.cli.load.LoadRun;
import hermes.cli.load.LoadText;
import hermes.cli.load.Traces;
import hermes.cli.stack.AwsOperations;
import hermes.cli.stack.TargetOptions;
import hermes.cli.terminal.CommandFailed;
import hermes.cli.terminal.Confirmation;
import hermes.cli.terminal.JsonPrinter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import software.amazon.awssdk.core.exception.SdkException;

@Command(
        name = "load",
        mixinStandardHelpOptions = true,
        description = {
                "Puts a load on a stack and reports what became of it: what was lost, doubled or out of order, and how long",
                "it took from publish to frame. It makes rooms and users of its own (hermes-load-...), whose clients connect",
                "and resume as browsers do, and publishes numbered notifications on the ordered queue. At the end, and",
                "after Ctrl-C, it closes its connections, removes its tokens and reports.",
                "On AWS it asks before, because all of it is paid for; the quotas are the account's, whatever else uses them."},
        footer = {"",
                "Exit code 5: something was lost or doubled, or was not taken by the queue, or did not come back.",
                "",
                "Examples:",
                "  ${hermes.command} load",
                "  ${hermes.command} load --connections 500 --rooms 25 --rate 50 --duration 1m --storm --html load.html",
                "  ${hermes.command} load --rate 100 --json | jq .frames.lost",
                "  ${hermes.command} load --stack hermes-development --connections 1000 --handshakes 100"})
final class Load implements Callable<Integer> {

    @Mixin
    private TargetOptions options;

    @Mixin
    private Confirmation confirmation;

    @Mixin
    private LoadOptions load;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "Writes the report as a page with charts, too.")
    private Path page;

    @Mixin
    private JsonPrinter printer;

    @Override
    public Integer call() throws InterruptedException {
        var plan = load.plan(printer);
        checkPage();
        try (var stack = options.awsOperations()) {
            if (stack.stackName().isPresent()) {
                confirmation.require("Put a load on %s: %s".formatted(stack, plan));
            }
            return measured(stack, plan);
        }
    }

    private int measured(AwsOperations stack, LoadPlan plan) throws InterruptedException {
        try (var ending = Ending.atCtrlC()) {
            var report = run(stack, plan, ending);
            print(report);
            // After Ctrl-C the process ends as soon as the ending is closed.
            printer.out().flush();
            return report.wrong().isEmpty() ? 0 : Main.WRONG;
        }
    }

    /** Now, and not when the load is over. */
    private void checkPage() {
        if (page != null
                && (Files.isDirectory(page) || !Files.isDirectory(page.toAbsolutePath().getParent()))) {
            throw printer.wrongUsage("--html names no file that could be written: " + page);
        }
    }

    private LoadReport run(AwsOperations stack, LoadPlan plan, Ending ending) throws InterruptedException {
        var rooms = LoadRooms.of(plan);
        var run = new LoadRun(stack, rooms, ending, printer.err());
        try {
            return run.run();
        } finally {
            if (run.leavesTraces()) {
                tidyUp(stack, rooms);
            }
        }
    }

    private void tidyUp(AwsOperations stack, LoadRooms rooms) {
        try {
            new Traces(stack).remove(rooms);
        } catch (SdkException | HermesException e) {
            printer.warn("the tokens could not be removed and are good for two hours: " + e.getMessage());
        }
    }

    private void print(LoadReport report) {
        if (printer.json()) {
            printer.out().println(LoadJson.of(report));
        } else {
            LoadText.print(report, printer.out());
        }
        if (page != null) {
            try {
                Files.writeString(page, new LoadPage(report).html());
            } catch (IOException e) {
                throw new CommandFailed("the page could not be written: " + e.getMessage(), e);
            }
        }
    }
}

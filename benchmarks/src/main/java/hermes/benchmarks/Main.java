package hermes.benchmarks;

import hermes.benchmarks.topic.Topics;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/**
 * The command {@code benchmarks/run}. Exit codes: 0 done, 1 it could not be measured, 2 the command line was wrong, 5
 * something is over its bound.
 */
@Command(
        name = "benchmarks/run",
        description = "Measures what takes how long, beside something that does the same in the same run.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {Check.class, Draw.class},
        footer = {"", "Examples:",
                "  benchmarks/run start",
                "  benchmarks/run post --rounds 11 --json post.json",
                "  benchmarks/run check",
                "",
                "Exit codes: 0 done; 1 it could not be measured, and a sentence says why; 2 the command line was wrong;",
                "5 something takes more than its bound."})
public final class Main {

    /** The exit code if something is over its bound. */
    static final int OVER = 5;

    private static final int HELP_WIDTH = 110;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Shows this.")
    private boolean help;

    private Main() {}

    public static void main(String... arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        var commandLine = new CommandLine(new Main()).setUsageHelpWidth(HELP_WIDTH)
                .setExecutionExceptionHandler((failure, command, _) -> {
                    command.getErr().println("benchmarks: " + failure.getMessage());
                    return CommandLine.ExitCode.SOFTWARE;
                });
        for (var topic : Topics.ALL) {
            var measure = new CommandLine(new Measure(topic));
            measure.getCommandSpec().usageMessage().description(topic.about().description() + ".");
            commandLine.addSubcommand(topic.about().name(), measure);
        }
        return commandLine;
    }
}

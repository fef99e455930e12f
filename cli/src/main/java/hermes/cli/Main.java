package hermes.cli;

import hermes.backend.HermesException;
import hermes.cli.stack.TargetOptions;
import hermes.cli.terminal.CommandFailed;
import hermes.cli.terminal.CommandName;
import hermes.cli.terminal.FileConverter;
import hermes.cli.terminal.Numbers;
import hermes.cli.terminal.OutputGone;
import hermes.cli.terminal.PrintableWriter;
import hermes.cli.terminal.StandardOutput;
import hermes.cli.terminal.TextConverter;
import hermes.common.ConnectionsException;
import java.io.OutputStreamWriter;
import java.nio.file.Path;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The {@code hermes} command: runs the stack of {@code template.yaml} on this machine, and operates it there and on
 * AWS.
 *
 * <p>
 * Exit codes: 0 done, 1 it could not be done (one sentence on standard error says why), 2 the command line was
 * wrong, 3 nobody took the output, 4 done, but it is not sure that nothing is left (revoke), 5 something is wrong with
 * the stack (check, status, load).
 */
@Command(
        name = "hermes",
        mixinStandardHelpOptions = true,
        version = "hermes 1.1.0",
        description = "Runs the notification system on this machine, and operates it there and on AWS.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {"",
                "Start with:  ${hermes.command} up",
                "The other commands work on that stack, or most of them with --stack NAME on one on AWS. Each has --help",
                "with an example.",
                "",
                "Exit codes: 0 done; 1 it could not be done, and a sentence says why; 2 the command line was wrong;",
                "3 what it printed was not taken: the reader of a pipe has ended, or the disk is full; 4 tokens are revoked,",
                "but a connection may be left; 5 something is wrong with the stack, say check, status and load."},
        subcommands = {Up.class, Check.class, Status.class, Outputs.class, Token.class, Publish.class,
                Invoke.class,
                Grant.class, Ungrant.class,
                Connections.class, Inbox.class, Kick.class, Revoke.class, DeadLetters.class,
                RotateKey.class,
                Tail.class, Load.class,
                Cost.class, CommandLine.HelpCommand.class, AutoComplete.GenerateCompletion.class})
public final class Main {

    /** The exit code of commands that have found something wrong with the stack. */
    static final int WRONG = 5;

    /** Columns of a help text: its examples have to fit in a line. */
    private static final int HELP_WIDTH = 110;

    private Main() {}

    public static void main(String... args) {
        var err = new PrintableWriter(new OutputStreamWriter(System.err, System.err.charset()));
        int exitCode = commandLine().setOut(new StandardOutput()).setErr(err).execute(args);
        err.flush();
        System.exit(exitCode);
    }

    static CommandLine commandLine() {
        CommandName.makeKnown();
        TargetOptions.makeDefaultPortKnown();
        return new CommandLine(new Main())
                .setUsageHelpWidth(HELP_WIDTH)
                // Colours are control characters, which the writers escape.
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                // An argument is what was typed, also "@acme" where a file of that name lies.
                .setExpandAtFiles(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(String.class, new TextConverter())
                .registerConverter(Path.class, new FileConverter())
                .registerConverter(long.class, Numbers::whole)
                .registerConverter(double.class, Numbers::decimal)
                .setExecutionStrategy(Main::run)
                .setParameterExceptionHandler(Main::reportWrongUsage)
                .setExecutionExceptionHandler(Main::reportFailure);
    }

    private static int run(ParseResult parsed) {
        var command = parsed.commandSpec().commandLine();
        try {
            int exitCode = new CommandLine.RunLast().execute(parsed);
            command.getOut().flush();
            return exitCode;
        } catch (OutputGone e) {
            return reportFailure(e, command, parsed);
        }
    }

    private static int reportWrongUsage(ParameterException wrong, String[] args) {
        var command = wrong.getCommandLine();
        var err = command.getErr();
        err.println("hermes: " + wrong.getMessage());
        if (!CommandLine.UnmatchedArgumentException.printSuggestions(wrong, err)) {
            err.println("Try: " + CommandName.typed()
                    + command.getCommandSpec().qualifiedName().substring("hermes".length()) + " --help");
        }
        return CommandLine.ExitCode.USAGE;
    }

    private static int reportFailure(Exception failure, CommandLine command, ParseResult parsed) {
        var err = command.getErr();
        if (failure instanceof CommandFailed || failure instanceof OutputGone || isFaultOfAws(failure)) {
            err.println("hermes: " + failure.getMessage());
        } else {
            err.println("hermes: a fault in hermes itself, please report it with the lines below");
            failure.printStackTrace(err);
        }
        return failure instanceof OutputGone ? OutputGone.EXIT_CODE : CommandLine.ExitCode.SOFTWARE;
    }

    /** What AWS refused, or could not be asked: its message is for the person. */
    private static boolean isFaultOfAws(Exception failure) {
        return failure instanceof SdkException || failure instanceof HermesException
                || failure instanceof ConnectionsException;
    }
}

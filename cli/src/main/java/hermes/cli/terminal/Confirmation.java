package hermes.cli.terminal;

import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Asks before something is lost that cannot be had back. */
public final class Confirmation {

    @Option(names = "--yes", description = "Do it without being asked.")
    private boolean yes;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /**
     * Returns only if the person agrees.
     *
     * @param deed what would be done, as the beginning of a question: "Close 3 connections"
     * @throws ParameterException if nobody can be asked
     */
    public void require(String deed) {
        if (yes) {
            return;
        }
        var terminal = System.console();
        if (terminal == null || !terminal.isTerminal()) {
            throw new ParameterException(command.commandLine(),
                    "nobody can be asked here; add --yes to go ahead: " + deed);
        }
        var answer = terminal.readLine("%s? [y/N] ", PrintableText.line(deed));
        if (answer == null || !answer.strip().toLowerCase(Locale.ROOT).matches("y|yes")) {
            throw new CommandFailed("nothing was changed");
        }
    }
}

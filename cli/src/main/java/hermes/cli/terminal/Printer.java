package hermes.cli.terminal;

import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where a command prints what it was asked for, and what the person should know besides. Thread-safe. */
@Command
public class Printer {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** What was asked for. It throws {@link OutputGone} when nobody takes it any more. */
    public PrintWriter out() {
        return command.commandLine().getOut();
    }

    /** For progress and cautions. */
    public PrintWriter err() {
        return command.commandLine().getErr();
    }

    /** Something went wrong, and the command goes on. */
    public void warn(String sentence) {
        err().println("hermes: " + sentence);
        err().flush();
    }

    /** What was typed fits together in no way that could be meant. */
    public ParameterException wrongUsage(String sentence) {
        return new ParameterException(command.commandLine(), sentence);
    }

    /** For a command that runs until it is ended: it also ends with the reader of its output. */
    public void endProcessWithReader() {
        if (out() instanceof StandardOutput standardOutput) {
            standardOutput.endProcessWithReader();
        }
    }
}

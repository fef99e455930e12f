package hermes.cli;

import hermes.backend.Publication;
import hermes.backend.Publication.Failed;
import hermes.cli.terminal.CommandFailed;
import hermes.cli.terminal.Printer;
import hermes.cli.terminal.Progress;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;

/**
 * Publishes lines as they come, up to the first that fails, and says how to go on from there. What was taken without an
 * answer is known by its id when it comes again. For one use.
 */
final class LinePublishing {

    private final DataLines lines;
    private final String prefix;
    private final Printer printer;
    private final Progress progress;
    private long done;

    /** @param prefix with which the ids of the lines begin */
    LinePublishing(DataLines lines, String prefix, Printer printer) {
        this.lines = lines;
        this.prefix = prefix;
        this.printer = printer;
        this.progress = new Progress(printer.err(), "lines published");
    }

    /**
     * @param publish says what became of each of some notifications
     * @return the exit code
     * @throws CommandFailed if a line is not acceptable, or the stack does not answer
     */
    int through(Function<List<String>, List<Publication>> publish) throws IOException {
        try {
            for (var next = lines.next(); !next.isEmpty(); next = lines.next()) {
                done = lines.count() - next.size();
                if (!taken(publish.apply(next))) {
                    return 1;
                }
            }
            return 0;
        } catch (CommandFailed e) {
            sayHowToGoOn();
            throw e;
        }
    }

    private boolean taken(List<Publication> publications) {
        for (var publication : publications) {
            if (publication instanceof Failed(_, String reason)) {
                printer.warn("line %d was not published: %s".formatted(done + 1, reason));
                sayHowToGoOn();
                return false;
            }
            done++;
        }
        progress.add(publications.size());
        return true;
    }

    private void sayHowToGoOn() {
        printer.warn(
                ("stopped at line %1$d; to go on, give the same lines again with --ids %2$s --from-line %1$d. "
                        + "What was taken all the same does not arrive twice").formatted(done + 1, prefix));
    }
}

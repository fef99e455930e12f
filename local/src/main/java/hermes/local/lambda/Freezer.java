package hermes.local.lambda;

import hermes.local.stack.LocalStackException;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * Stops processes that have nothing to do and lets them go on, as Lambda freezes and thaws execution environments: what a
 * function left running when it answered goes on with its next event, or never. A shell does it, because it outlives this
 * process: should that be killed, the shell thaws all, so that they notice it and end. Thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html">Execution
 *      environment</a>
 */
final class Freezer implements AutoCloseable {

    /** Reads a verb and a process id from each line, in their order. Its {@code kill} starts no process of its own. */
    private static final String SCRIPT = """
        trap '' INT HUP TERM
        frozen=' '
        while read -r verb pid; do
            case $verb in
            freeze) kill -s STOP "$pid" && frozen="$frozen$pid " ;;
            *)
                [ "$verb" = forget ] || kill -s CONT "$pid"
                case $frozen in *" $pid "*) frozen="${frozen%% $pid *} ${frozen#* $pid }" ;; esac
                ;;
            esac
        done
        [ "$frozen" = ' ' ] || kill -s CONT $frozen
        """;

    private static final Duration END_LIMIT = Duration.ofSeconds(10);

    private final Process shell;
    private final Writer orders;

    Freezer() {
        try {
            shell = new ProcessBuilder(OwnSession.command("", List.of("/bin/sh", "-c", SCRIPT)))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        } catch (IOException e) {
            throw new LocalStackException(
                    "/bin/sh, which functions need, cannot be started: " + e.getMessage(),
                    e);
        }
        orders = shell.outputWriter(StandardCharsets.US_ASCII);
    }

    /** The process stands still until it is thawed. */
    void freeze(long pid) {
        order("freeze", pid);
    }

    /** The process goes on very soon. */
    void thaw(long pid) {
        order("thaw", pid);
    }

    /** The process has ended: its id may soon be another's. */
    void forget(long pid) {
        order("forget", pid);
    }

    /** Thaws all that are still frozen, and returns when the shell has ended. */
    @Override
    public synchronized void close() {
        try {
            orders.close();
        } catch (IOException _) {
            // The shell has ended, and with it what this is for.
        }
        try {
            if (!shell.waitFor(END_LIMIT)) {
                shell.destroyForcibly();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void order(String verb, long pid) {
        try {
            orders.write(verb + " " + pid + "\n");
            orders.flush();
        } catch (IOException _) {
            // Somebody ended the shell, or all is closed: idle processes run on, and those that are frozen time out.
        }
    }
}

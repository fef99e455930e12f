package hermes.benchmarks.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A server in a process of its own, which says when it is ready. Not thread-safe. */
public final class ServerProcess implements AutoCloseable {

    /** Of a busy machine; the first start after a build takes seconds on a quiet one. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Process process;
    private final String said;
    private final Moment started;
    private final Moment ready;

    private ServerProcess(Process process, String said, Moment started, Moment ready) {
        this.process = process;
        this.said = said;
        this.started = started;
        this.ready = ready;
    }

    /**
     * Returns when it is ready.
     *
     * @param word with which it begins the line that says so
     * @throws IOException with all that it has printed if it ends before, or is not ready after ten minutes
     */
    public static ServerProcess start(List<String> command, String word) throws IOException {
        return start(command, word, PATIENCE);
    }

    static ServerProcess start(List<String> command, String word, Duration patience) throws IOException {
        var started = new Moment(System.nanoTime(), Duration.ZERO, 0);
        var process = Children.start(new ProcessBuilder(command).redirectErrorStream(true));
        var tooLate = CompletableFuture.runAsync(() -> Children.endAtOnce(process),
                CompletableFuture.delayedExecutor(patience.toMillis(), TimeUnit.MILLISECONDS));
        try {
            return whenReady(process, command.getFirst(), started, word);
        } catch (IOException | RuntimeException e) {
            Children.end(process);
            throw e;
        } finally {
            tooLate.cancel(false);
        }
    }

    private static ServerProcess whenReady(Process process, String command, Moment started, String word)
            throws IOException {
        var reader = process.inputReader();
        var printed = new StringJoiner("\n");
        for (var line = reader.readLine(); line != null; line = reader.readLine()) {
            printed.add(line);
            if (line.startsWith(word)) {
                var ready = new Moment(System.nanoTime(), Usage.cpuOfAll(process.toHandle()),
                        Usage.residentMegabytes(process.pid()));
                Thread.ofPlatform().daemon().start(() -> drain(reader));
                return new ServerProcess(process, line, started, ready);
            }
        }
        throw new IOException("%s has ended before it was ready, or took too long: %s"
                .formatted(command, printed));
    }

    /** Processor time of it and all of its children, and the clock, from its start until it was ready. */
    public Moment ready() {
        return ready;
    }

    public Moment started() {
        return started;
    }

    /** The line that said that it was ready. */
    public String said() {
        return said;
    }

    public ProcessHandle handle() {
        return process.toHandle();
    }

    public long pid() {
        return process.pid();
    }

    /** Of it alone. */
    public Duration cpu() throws IOException {
        return Usage.cpu(pid());
    }

    /** Of those that it has started, together. */
    public Duration childrensCpu() throws IOException {
        return Usage.cpuOfAll(handle()).minus(cpu());
    }

    /** Asks it to end, and does not return before. */
    @Override
    public void close() {
        Children.end(process);
    }

    /** Whoever prints into a pipe that nobody reads stands still. */
    private static void drain(BufferedReader reader) {
        try {
            while (reader.readLine() != null) {
                continue;
            }
        } catch (IOException | UncheckedIOException _) {
            // It has ended.
        }
    }
}

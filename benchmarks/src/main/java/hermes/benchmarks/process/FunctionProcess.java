package hermes.benchmarks.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A process of a function, from its start on. Not thread-safe. */
public final class FunctionProcess implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 120;
    private static final int LAST_WORDS = 2_000;

    private final RuntimeApi runtimeApi;
    private final Path output;
    private final Process process;
    private final Moment started;

    /**
     * One event and what became of it.
     *
     * @param given when the process was given the event
     * @param answered when it had answered
     */
    public record Invocation(String answer, Moment given, Moment answered) {}

    private FunctionProcess(RuntimeApi runtimeApi, Path output, Process process, Moment started) {
        this.runtimeApi = runtimeApi;
        this.output = output;
        this.process = process;
        this.started = started;
    }

    /** @param environment beside what Lambda sets itself */
    public static FunctionProcess start(Code code, Map<String, String> environment) throws IOException {
        var runtimeApi = new RuntimeApi();
        var output = Files.createTempFile("function", ".log");
        var builder = new ProcessBuilder(code.command()).redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().clear();
        builder.environment().putAll(LambdaVariables.of(code, runtimeApi.address()));
        builder.environment().putAll(environment);
        var started = new Moment(System.nanoTime(), Duration.ZERO, 0);
        var process = Children.start(builder);
        runtimeApi.watch(process.pid());
        process.onExit().thenRun(() -> runtimeApi.ready().cancel(false));
        return new FunctionProcess(runtimeApi, output, process, started);
    }

    public Moment started() {
        return started;
    }

    public long pid() {
        return process.pid();
    }

    /** Waits until it has initialised. */
    public Moment ready() throws InterruptedException {
        try {
            return runtimeApi.ready().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException | CancellationException e) {
            throw failure("it has not initialised", e);
        }
    }

    /** Gives it an event and waits for the answer; the last one must have been answered. */
    public Invocation invoke(byte[] event) throws IOException, InterruptedException {
        ready();
        var given = Moment.of(process.pid());
        runtimeApi.give(event);
        var answer = runtimeApi.answers().poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (answer == null || answer.failed()) {
            throw failure(answer == null ? "it has not answered" : "it has failed with " + answer.body(),
                    null);
        }
        return new Invocation(answer.body(), given, answer.moment());
    }

    /** As {@link #invoke(byte[])}, and the answer must have a part like this. */
    public Invocation invoke(String event, String expected) throws IOException, InterruptedException {
        var invocation = invoke(event.getBytes(StandardCharsets.UTF_8));
        if (!invocation.answer.contains(expected)) {
            throw failure("it has answered %s, expected %s".formatted(invocation.answer, expected), null);
        }
        return invocation;
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
        runtimeApi.close();
        try {
            Files.deleteIfExists(output);
        } catch (IOException _) {
            // The folder of temporary files is cleared by itself.
        }
    }

    private IllegalStateException failure(String what, Exception cause) {
        String said;
        try {
            said = Files.readString(output);
        } catch (IOException _) {
            said = "";
        }
        return new IllegalStateException("%s: %s. Its last words: %s".formatted(process.info().command()
                .orElse("the function"), what, said.substring(Math.max(0, said.length() - LAST_WORDS))),
                cause);
    }
}

package hermes.local.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.TextNode;
import hermes.local.lambda.InvocationResult.Failed;
import hermes.local.lambda.InvocationResult.Returned;
import hermes.local.stack.Json;
import hermes.testing.Eventually;
import hermes.testing.SettableClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a function finds around itself, as on Lambda. */
final class ExecutionEnvironmentTest {

    private static final int MOST_PROCESSES = 3;

    @TempDir
    Path folder;

    private final SettableClock clock = new SettableClock(Instant.EPOCH);
    private LocalFunctions functions;

    @BeforeEach
    void start() {
        var probe = FunctionJar.probe("Probe", FunctionJar.in(folder), Duration.ofMinutes(1));
        functions = new LocalFunctions(List.of(probe), Map.of(), MOST_PROCESSES,
                new LocalFunctions.Housekeeping(clock, Duration.ofMillis(100)), _ -> {});
    }

    @AfterEach
    void end() {
        functions.close();
    }

    @Test
    void whatIsLeftRunningStandsStillUntilTheNextEvent() throws IOException {
        assumeTrue(Files.exists(Path.of("/proc/self/stat")), "the state of a process can be read");
        Path signal = folder.resolve("signal");
        Path trace = folder.resolve("trace");
        long pid = Long.parseLong(returned("pid"));

        returned("later " + signal + " " + trace);
        Eventually.isTrue("the process is frozen", () -> state(pid) == 'T');
        Files.createFile(signal);

        assertThat(trace).doesNotExist();
        assertThat(returned("await " + trace)).isEqualTo("" + pid);
        Eventually.isTrue("the process is frozen again", () -> state(pid) == 'T');
    }

    /** Where the shell of a script ends, the system hangs up on its whole group if one of that is stopped. */
    @Test
    void aFrozenFunctionIsOfNoGroupOfTheStack() throws IOException {
        assumeTrue(Files.exists(Path.of("/proc/self/stat")), "the group of a process can be read");
        long pid = Long.parseLong(returned("pid"));

        assertThat(stat(pid)[2]).as("its group").isEqualTo("" + pid)
                .isNotEqualTo(stat(ProcessHandle.current().pid())[2]);
    }

    @Test
    void idleProcessesEndAfterFiveMinutesButForOne() throws Exception {
        occupyAll();
        clock.advance(Duration.ofSeconds(299));
        functions.endIdle();
        assertThat(functions.processes()).hasSize(MOST_PROCESSES).allMatch(FunctionProcess::alive);

        // One can be idle only some time after it has answered, and counts from then.
        Eventually.isTrue("one is left", () -> {
            clock.advance(Duration.ofSeconds(300));
            return functions.processes().size() == 1;
        });
        assertThat(returned("echo 1")).isEqualTo("1");
    }

    @Test
    void temporaryFilesAreAProcesssOwnAndEndWithIt() throws IOException {
        Path file = Path.of(returned("temporary mine"));
        assertThat(file).exists();
        assertThat(file.getParent()).isNotEqualTo(Path.of(System.getProperty("java.io.tmpdir")));

        assertThat(invoke("exit 1")).isInstanceOf(Failed.class);

        Eventually.isTrue("its folder is gone", () -> !Files.exists(file.getParent()));
        assertThat(Path.of(returned("temporary mine")).getParent()).isNotEqualTo(file.getParent());
    }

    @Test
    void fileMayBeAsLargeAsTheStorage() {
        int storage = 16 * 1024 * 1024;

        assertThat(returned("write " + storage)).isEqualTo("" + storage);
        assertThat(invoke("write " + (storage + 1))).isInstanceOfSatisfying(Failed.class,
                failed -> assertThat(failed.errorMessage()).contains("File too large"));
    }

    @Test
    void functionBeginsInAFolderThatNobodyMayWriteTo() throws IOException {
        String variables = returned("environment");
        Path task = variables.lines().filter(line -> line.startsWith("LAMBDA_TASK_ROOT="))
                .map(line -> Path.of(line.substring(line.indexOf('=') + 1))).findFirst().orElseThrow();

        assertThat(variables).contains("PWD=" + task);
        assertThat(Files.getPosixFilePermissions(task)).doesNotContain(PosixFilePermission.OWNER_WRITE,
                PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);
        try (Stream<Path> files = Files.list(task)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void nothingIsLeftOfTheFolders() {
        Path file = Path.of(returned("temporary mine"));

        functions.close();

        assertThat(file.getParent().getParent()).doesNotExist();
    }

    /** One event for each process that there may be, at the same time. */
    private void occupyAll() throws Exception {
        Path gate = folder.resolve("gate");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var events = IntStream.range(0, MOST_PROCESSES)
                    .mapToObj(_ -> threads.submit(() -> returned("await " + gate))).toList();
            Eventually.isTrue("all processes are ready", () -> functions.processes().size() == MOST_PROCESSES
                    && functions.processes().stream().allMatch(process -> process.initialised().isDone()));
            Files.createFile(gate);
            for (var event : events) {
                event.get();
            }
        }
    }

    private static char state(long pid) {
        return stat(pid)[0].charAt(0);
    }

    /** State, parent, group and what follows the name. */
    private static String[] stat(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", "" + pid, "stat"));
            return stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private InvocationResult invoke(String command) {
        return functions.invoke("Probe", Json.bytes(new TextNode(command)));
    }

    private String returned(String command) {
        InvocationResult outcome = invoke(command);
        assertThat(outcome).isInstanceOf(Returned.class);
        return new String(((Returned) outcome).payload(), UTF_8);
    }
}

package hermes.local.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import hermes.local.lambda.InvocationResult.Failed;
import hermes.local.lambda.InvocationResult.NotInvocable;
import hermes.local.lambda.InvocationResult.Returned;
import hermes.local.lambda.InvocationResult.TimedOut;
import hermes.local.stack.Json;
import hermes.local.stack.StackEvent.FunctionOutput;
import hermes.local.stack.StackEvent.Invoked;
import hermes.local.stack.StackEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LocalFunctionsTest {

    /** Longer than a busy machine takes for what does not wait. */
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration SHORT_TIMEOUT = Duration.ofSeconds(3);
    private static final int MOST_PROCESSES = 3;
    private static final LinkedBlockingQueue<StackEvent> LOG = new LinkedBlockingQueue<>();

    @TempDir
    static Path folder;
    private static LocalFunctions functions;

    @BeforeAll
    static void start() {
        Path jar = FunctionJar.in(folder);
        functions = new LocalFunctions(
                List.of(FunctionJar.function("Probe", jar, ProbeFunction.class.getName(), TIMEOUT),
                        FunctionJar.function("Hasty", jar, ProbeFunction.class.getName(), SHORT_TIMEOUT),
                        FunctionJar.function("Broken", jar, BrokenFunction.class.getName(), TIMEOUT),
                        FunctionJar.function("Exiting", jar, ExitingFunction.class.getName(), TIMEOUT),
                        FunctionJar.function("Misspelt", jar, "hermes.local.NoSuchFunction::handleRequest",
                                TIMEOUT),
                        FunctionJar.function("Unbuilt", folder.resolve("unbuilt.jar"),
                                ProbeFunction.class.getName(),
                                TIMEOUT)),
                Map.of("AWS_ENDPOINT_URL", "http://localhost:1"), MOST_PROCESSES, LOG::add);
    }

    /** One that an earlier test asked for and did not wait for would be the next to be used. */
    @BeforeEach
    void everyProcessIsReady() {
        functions.processes().forEach(process -> process.initialised().join());
    }

    @AfterAll
    static void noProcessIsLeft() {
        List<FunctionProcess> processes = functions.processes();

        functions.close();

        assertThat(processes).isNotEmpty().noneMatch(FunctionProcess::alive);
        assertThat(functions.invoke("Probe", "\"echo 1\"".getBytes(UTF_8))).isInstanceOf(NotInvocable.class);
    }

    @Test
    void answerIsReturned() {
        assertThat(returned("echo {a:1}")).isEqualTo("{a:1}");
    }

    @Test
    void contextSaysWhatIsInvokedAndHowLongItMayTake() {
        List<String> context = returned("context").lines().toList();

        assertThat(context.get(0)).matches("[0-9a-f-]{36}");
        assertThat(context.get(1))
                .isEqualTo("arn:aws:lambda:us-east-1:000000000000:function:test-Probe:live");
        assertThat(Long.parseLong(context.get(2))).isBetween(1L, TIMEOUT.toMillis());
        assertThat(context.get(3)).isEqualTo("test-Probe");
        assertThat(context.get(4)).matches("Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0");
    }

    @Test
    void environmentIsLambdasAndTheTemplatesAndNothingOfTheUsers() {
        Set<String> names = new HashSet<>();
        returned("environment").lines().forEach(line -> names.add(line.substring(0, line.indexOf('='))));

        assertThat(names).contains("TABLE", "AWS_ENDPOINT_URL", "AWS_REGION", "AWS_ACCESS_KEY_ID",
                "AWS_LAMBDA_FUNCTION_NAME", "AWS_LAMBDA_RUNTIME_API", "_HANDLER", "LAMBDA_TASK_ROOT");
        assertThat(names).allMatch(name -> name.startsWith("AWS_") || name.startsWith("LAMBDA_")
                || Set.of("TABLE", "_HANDLER", "LANG", "LC_ALL", "TZ", "PATH").contains(name)
                // Of the shell that starts it, as on AWS.
                || Set.of("PWD", "SHLVL", "_").contains(name));
        assertThat(returned("environment")).contains("AWS_ACCESS_KEY_ID=HERMESProbe", "TABLE=connections",
                "LC_ALL=C.UTF-8");
    }

    @Test
    void idleProcessIsUsedAgain() {
        assertThat(returned("pid")).isEqualTo(returned("pid"));
    }

    /** The stack answers Ctrl-C, and has connections to close first. */
    @ParameterizedTest
    @ValueSource(strings = {"-INT", "-HUP"})
    void whatATerminalSendsToAllDoesNotEndAFunction(String signal) throws Exception {
        String pid = returned("pid");

        assertThat(new ProcessBuilder("kill", signal, pid).start().waitFor()).isZero();

        returned("sleep 500");
        assertThat(ProcessHandle.of(Long.parseLong(pid))).get().matches(ProcessHandle::isAlive);
    }

    @Test
    void concurrentEventsHaveProcessesOfTheirOwnUpToTheLimit() throws Exception {
        Path gate = folder.resolve("gate");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var events = IntStream.range(0, 7).mapToObj(_ -> threads.submit(() -> returned("await " + gate)))
                    .toList();
            for (int i = 0; i < MOST_PROCESSES; i++) {
                assertThat(awaitLogged(new FunctionOutput("Probe", "waiting for gate"))).isTrue();
            }
            assertThat(functions.processes().stream().filter(process -> process.function().equals("Probe")))
                    .hasSize(MOST_PROCESSES);

            Files.createFile(gate);

            Set<String> pids = new HashSet<>();
            for (Future<String> event : events) {
                pids.add(event.get());
            }
            assertThat(pids).hasSize(MOST_PROCESSES);
        }
    }

    @Test
    void exceptionOfTheHandlerIsAFailureAndTheProcessLivesOn() {
        String pid = returned("pid");

        Failed failed = failed("Probe", "throw no room");

        assertThat(failed.errorType()).isEqualTo("java.lang.IllegalStateException");
        assertThat(failed.errorMessage()).isEqualTo("no room");
        assertThat(new String(failed.payload(), UTF_8)).contains("stackTrace");
        assertThat(returned("pid")).isEqualTo(pid);
    }

    @Test
    void timeoutEndsTheProcessAndTheNextEventHasANewOne() {
        String before = returned("Hasty", "pid");

        assertThat(invoke("Hasty", "sleep 60000")).isInstanceOfSatisfying(TimedOut.class,
                late -> assertThat(new String(late.payload(), UTF_8)).matches(
                        ".*Sandbox.Timedout.*RequestId: [0-9a-f-]{36} Error: Task timed out after 3.00 seconds.*"));

        ProcessHandle.of(Long.parseLong(before)).ifPresent(LocalFunctionsTest::ends);
        assertThat(returned("Hasty", "pid")).isNotEqualTo(before);
    }

    @Test
    void processThatExitsIsAFailureWithItsStatus() {
        Failed failed = failed("Probe", "exit 3");

        assertThat(failed.errorType()).isEqualTo("Runtime.ExitError");
        assertThat(failed.errorMessage()).contains("exit status 3");
        assertThat(returned("echo 1")).isEqualTo("1");
    }

    @Test
    void processThatEndsBeforeItIsReadyIsQuoted() {
        assertThat(failed("Exiting", "echo 1").errorMessage())
                .contains("exit status 7", "no locale for this path");
    }

    @Test
    void processThatIsKilledIsAFailure() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var invocation = threads.submit(() -> invoke("Probe", "await " + folder.resolve("nothing")));
            assertThat(awaitLogged(new FunctionOutput("Probe", "waiting for nothing"))).isTrue();
            List<ProcessHandle> processes = functions.processes().stream()
                    .flatMap(process -> ProcessHandle.of(process.pid()).stream()).toList();

            processes.forEach(ProcessHandle::destroyForcibly);

            assertThat(invocation.get()).isInstanceOfSatisfying(Failed.class,
                    failed -> assertThat(failed.errorMessage()).contains("signal: killed"));
            processes.forEach(LocalFunctionsTest::ends);
        }
    }

    @Test
    void exhaustedMemoryIsAFailure() {
        assertThat(failed("Probe", "fill").errorType()).contains("OutOfMemoryError");
        assertThat(returned("echo 1")).isEqualTo("1");
    }

    @Test
    void answerOverSixMegabytesIsAFailure() {
        String pid = returned("pid");

        assertThat(failed("Probe", "size 6291657").errorType()).isEqualTo("Function.ResponseSizeTooLarge");

        assertThat(returned("size 6291456")).hasSize(6291456);
        assertThat(returned("pid")).isEqualTo(pid);
    }

    @Test
    void eventOverSixMegabytesIsNotInvoked() {
        assertThat(functions.invoke("Probe", new byte[6291557])).isInstanceOfSatisfying(NotInvocable.class,
                refused -> assertThat(refused.reason()).contains("6291557"));
    }

    @Test
    void failedInitialisationIsTheFailureOfTheInvocation() {
        Failed failed = failed("Broken", "echo 1");

        assertThat(failed.errorType()).isEqualTo("java.lang.IllegalStateException");
        assertThat(failed.errorMessage()).isEqualTo("TABLE is missing: set it to a table's name");
    }

    @Test
    void misspeltHandlerIsNamed() {
        assertThat(invoke("Misspelt", "echo 1")).isInstanceOfSatisfying(NotInvocable.class,
                refused -> assertThat(refused.reason()).contains("hermes.local.NoSuchFunction"));
    }

    @Test
    void firstProcessLeavesItsLoadedClassesToTheNextRun(@TempDir Path fresh) throws IOException {
        var once = new LocalFunctions(
                List.of(FunctionJar.function("Probe", FunctionJar.in(fresh), ProbeFunction.class.getName(),
                        TIMEOUT)),
                Map.of(), 1,
                _ -> {});
        once.warm().join();

        once.close();

        try (var files = Files.list(fresh.resolve("local-stack"))) {
            assertThat(files).filteredOn(file -> file.toString().endsWith(".jsa")).singleElement()
                    .satisfies(archive -> assertThat(archive).isNotEmptyFile());
        }
    }

    @Test
    void missingJarIsNamed() {
        assertThat(invoke("Unbuilt", "echo 1")).isInstanceOfSatisfying(NotInvocable.class,
                refused -> assertThat(refused.reason()).contains("unbuilt.jar").contains("mvn package"));
    }

    @Test
    void unknownFunctionIsNamed() {
        assertThat(invoke("Nobody", "echo 1")).isInstanceOfSatisfying(NotInvocable.class,
                refused -> assertThat(refused.reason()).contains("Nobody").contains("Probe"));
    }

    @Test
    void outputIsLoggedWithTheFunctionsName() throws InterruptedException {
        returned("print hello from inside");

        assertThat(awaitLogged(new FunctionOutput("Probe", "hello from inside"))).isTrue();
    }

    @Test
    void invocationIsLoggedWithItsDuration() throws InterruptedException {
        returned("echo 12345");

        assertThat(awaitLogged(event -> event instanceof Invoked invoked && invoked.input().equals("12 bytes")
                && invoked.output().equals("5 bytes") && !invoked.failed()
                && invoked.duration().isPositive()))
                .isTrue();
    }

    private static void ends(ProcessHandle process) {
        assertThat(process.onExit().orTimeout(20, SECONDS).join().isAlive()).isFalse();
    }

    private static boolean awaitLogged(StackEvent wanted) throws InterruptedException {
        return awaitLogged(wanted::equals);
    }

    private static boolean awaitLogged(Predicate<StackEvent> wanted) throws InterruptedException {
        StackEvent event;
        do {
            event = LOG.poll(20, SECONDS);
        } while (event != null && !wanted.test(event));
        return event != null;
    }

    private static InvocationResult invoke(String function, String command) {
        return functions.invoke(function,
                Json.bytes(new TextNode(command)));
    }

    private static String returned(String command) {
        return returned("Probe", command);
    }

    private static String returned(String function, String command) {
        InvocationResult outcome = invoke(function, command);
        assertThat(outcome).isInstanceOf(Returned.class);
        return new String(((Returned) outcome).payload(), UTF_8);
    }

    private static Failed failed(String function, String command) {
        InvocationResult outcome = invoke(function, command);
        assertThat(outcome).isInstanceOf(Failed.class);
        return (Failed) outcome;
    }
}

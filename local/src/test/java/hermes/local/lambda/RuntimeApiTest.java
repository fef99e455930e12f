package hermes.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.local.lambda.InvocationResult.Failed;
import hermes.local.stack.RefusedClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** What the runtime interface client never says, or seldom. */
final class RuntimeApiTest {

    private static final int NINE_MEGABYTES = 9 * 1024 * 1024;

    @Test
    void refusedRequestIsReadToItsEndSoThatItsSenderSeesTheAnswer() throws IOException {
        try (var api = new RuntimeApi().start(); var client = client(api)) {
            assertThat(client.post("/Nobody-1/2018-06-01/runtime/invocation/1/response", NINE_MEGABYTES))
                    .isEqualTo("HTTP/1.1 404 Not Found");
            assertThat(client.post("/", NINE_MEGABYTES)).isEqualTo("HTTP/1.1 404 Not Found");
        }
    }

    @Test
    void answerThatIsTooLargeIsTheOutcomeAndIsToldSo() throws Exception {
        Process idle = new ProcessBuilder("sleep", "60").start();
        try (var api = new RuntimeApi().start();
                var client = client(api);
                var freezer = new Freezer();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var process = process(idle, freezer);
            api.register("Probe-1", "arn", CompletableFuture.completedFuture(process));
            var outcome = threads.submit(() -> process.invoke(new byte[0]));
            String id = process.next().orElseThrow().requestId();

            assertThat(client.post("/Probe-1/2018-06-01/runtime/invocation/%s/response".formatted(id),
                    NINE_MEGABYTES))
                    .isEqualTo("HTTP/1.1 413 Request Entity Too Large");
            assertThat(outcome.get()).isInstanceOfSatisfying(Failed.class,
                    failed -> assertThat(failed.errorMessage()).contains("(9437184 bytes)",
                            "(6291556 bytes)"));
            assertThat(client.post("/Probe-1/2018-06-01/runtime/invocation/other/response", 1))
                    .isEqualTo("HTTP/1.1 400 Bad Request");
        } finally {
            idle.destroyForcibly();
        }
    }

    @Test
    void processThatIsFasterThanTheThreadWhichStartsItIsNotToldThatThereIsNone() throws Exception {
        Process idle = new ProcessBuilder("sleep", "60").start();
        var awaited = new CountDownLatch(1);
        var started = new CompletableFuture<FunctionProcess>() {

            @Override
            public FunctionProcess join() {
                awaited.countDown();
                return super.join();
            }
        };
        try (var api = new RuntimeApi().start();
                var client = client(api);
                var freezer = new Freezer();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            api.register("Probe-1", "arn", started);
            var answer = threads
                    .submit(() -> client.post("/Probe-1/2018-06-01/runtime/invocation/other/response", 1));
            awaited.await();

            started.complete(process(idle, freezer));

            assertThat(answer.get()).isEqualTo("HTTP/1.1 400 Bad Request");
        } finally {
            idle.destroyForcibly();
        }
    }

    private static FunctionProcess process(Process process, Freezer freezer) {
        return new FunctionProcess(FunctionJar.probe("Probe", Path.of("none.jar"), Duration.ofSeconds(30)),
                process,
                new ProcessOutput(process), new Unwatched(), freezer);
    }

    private static RefusedClient client(RuntimeApi api) throws IOException {
        return new RefusedClient(Integer.parseInt(api.address("").replaceAll(".*:(\\d+)/", "$1")));
    }

    private record Unwatched() implements FunctionProcess.Watcher {

        @Override
        public void ready(FunctionProcess process) {}

        @Override
        public void answered(FunctionProcess process) {}

        @Override
        public void ended(FunctionProcess process) {}
    }
}

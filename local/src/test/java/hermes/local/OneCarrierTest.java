package hermes.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import hermes.local.lambda.FunctionJar;
import hermes.local.sqs.SqsApi;
import hermes.local.stack.Credentials;
import hermes.local.stack.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * All virtual threads of a stack share one carrier here, so that the first that waits without letting go of it stops
 * the others. With more carriers that takes as many as there are processors, and half a minute in which nothing
 * happens.
 */
final class OneCarrierTest {

    @TempDir
    Path folder;

    private Process stack;

    @AfterEach
    void end() {
        stack.descendants().forEach(ProcessHandle::destroyForcibly);
        stack.destroyForcibly();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 12})
    void stackWithoutAQueueEventAnswersAndEnds(int functions) throws Exception {
        var endpoint = start(functions);

        assertThatItAnswers(endpoint);
        stack.destroy();

        assertThat(stack.waitFor(30, SECONDS)).as("ended after SIGTERM").isTrue();
    }

    @Test
    void bodyThatNeverComesHoldsUpNobody() throws Exception {
        var endpoint = start(1);
        try (var slow = new Socket(endpoint.getHost(), endpoint.getPort())) {
            slow.getOutputStream().write("""
                POST / HTTP/1.1\r
                Host: localhost\r
                Authorization: %s\r
                Content-Length: 100\r
                \r
                half""".formatted(new Credentials("me", "x", "us-east-1").authorization("sqs"))
                    .getBytes(UTF_8));

            assertThatItAnswers(endpoint);
        }
    }

    private static void assertThatItAnswers(URI endpoint) throws InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            var sqs = new SqsApi(http, endpoint, new Credentials("me", "x", "us-east-1"));

            assertThat(sqs.call("ListQueues", Json.object()).path("QueueUrls").size()).isOne();
        }
    }

    private URI start(int functions) throws IOException {
        FunctionJar.in(folder);
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djdk.virtualThreadScheduler.parallelism=1", "-Djdk.virtualThreadScheduler.maxPoolSize=1",
                "-XX:TieredStopAtLevel=1", "-Djava.io.tmpdir=" + folder, "-cp",
                System.getProperty("java.class.path")));
        command.add(SmallStack.class.getName());
        command.add(template(functions).toString());
        stack = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        BufferedReader lines = stack.inputReader();
        var first = CompletableFuture.supplyAsync(() -> lines.lines().findFirst().orElseThrow());
        return URI.create(first.orTimeout(60, SECONDS).join());
    }

    private Path template(int functions) throws IOException {
        var template = new StringBuilder("""
            Transform: AWS::Serverless-2016-10-31
            Resources:
              Queue: {Type: "AWS::SQS::Queue"}
            """);
        for (int number = 0; number < functions; number++) {
            template.append("""
                  Probe%d:
                    Type: AWS::Serverless::Function
                    Properties:
                      CodeUri: probe.jar
                      Handler: hermes.local.lambda.ProbeFunction
                      Runtime: java25
                """.formatted(number).indent(2).replaceAll("(?m)^    ", "  "));
        }
        return Files.writeString(folder.resolve("template.yaml"), template);
    }
}

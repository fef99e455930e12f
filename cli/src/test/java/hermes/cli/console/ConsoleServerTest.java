package hermes.cli.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hermes.cli.stack.FakeStack;
import hermes.cli.terminal.CommandFailed;
import hermes.cli.terminal.Json;
import hermes.common.LastFrame;
import hermes.local.stack.HttpPort;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConsoleServerTest {

    @TempDir
    private Path folder;
    private Path clientFolder;

    private final LogFeed log = new LogFeed();
    private final MetricStatistics figures = new MetricStatistics();
    private final FakeStack stack = new FakeStack();
    private final HttpClient http = HttpClient.newHttpClient();
    private ConsoleServer console;

    @BeforeEach
    void start() throws IOException {
        clientFolder = folder.resolve("client");
        Files.createDirectories(clientFolder.resolve("demo"));
        Files.writeString(clientFolder.resolve("demo/index.html"), "<h1>demo</h1>");
        Files.writeString(clientFolder.resolve("client.js"), "export const x = 1;");
        console = new ConsoleServer(new ConsoleApi(stack, FakeStack::invoke, figures), log,
                clientFolder, 0).start(0);
    }

    @AfterEach
    void stop() {
        console.close();
        http.close();
    }

    @Test
    void rootLeadsToTheDemoPage() throws Exception {
        HttpResponse<String> root = send(get("/"));
        HttpResponse<String> page = send(get(root.headers().firstValue("Location").orElseThrow()));

        assertThat(page.body()).isEqualTo("<h1>demo</h1>");
    }

    @Test
    void modulesAreServedAsJavaScriptAndNeverCached() throws Exception {
        HttpResponse<String> module = send(get("/client/client.js"));

        assertThat(module.headers().firstValue("Content-Type")).hasValueSatisfying(
                type -> assertThat(type).startsWith("text/javascript"));
        assertThat(module.headers().firstValue("Cache-Control")).hasValue("no-store");
    }

    @Test
    void filesOutsideTheClientFolderAreNotServed() throws Exception {
        Files.writeString(folder.resolve("secret.txt"), "secret");

        assertThat(raw("GET /client/../secret.txt HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                .doesNotContain("200 OK");
        assertThat(raw("GET /client/%2e%2e/secret.txt HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                .doesNotContain("200 OK");
    }

    @Test
    void tokenOfAUserIsIssued() throws Exception {
        assertThat(send(post("/api/token", "{\"user\":7,\"room\":\"acme\",\"expiresSeconds\":60}")).body())
                .isEqualTo("{\"token\":\"token of 7 in acme for PT1M\"}");
    }

    @Test
    void listenOnlyTokenIsIssued() throws Exception {
        assertThat(send(post("/api/token", "{\"user\":\"7\",\"room\":\"acme\",\"send\":false}")).body())
                .isEqualTo("{\"token\":\"token of 7 in acme for PT12H, listen only\"}");
    }

    @Test
    void tokenWithoutARoomIsRefusedWithTheMissingName() throws Exception {
        HttpResponse<String> answer = send(post("/api/token", "{\"user\":\"7\"}"));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\\\"room\\\" is missing");
    }

    @Test
    void lifetimeThatNoStackTakesIsTheCallersFault() throws Exception {
        var answer = send(post("/api/token", "{\"user\":\"7\",\"room\":\"acme\",\"expiresSeconds\":0}"));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("{\"error\":\"a lifetime of PT0S\"}");
    }

    @Test
    void bodyThatIsNotJsonIsRefused() throws Exception {
        HttpResponse<String> answer = send(post("/api/token", "{user"));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("the body is not JSON");
    }

    @Test
    void eachFailedNotificationIsNamedByItsIndex() throws Exception {
        HttpResponse<String> answer = send(post("/api/publish", "[{\"data\":1},{\"data\":null}]"));

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).contains("\"ids\":[\"id of {\\\"data\\\":1}\"]")
                .contains("\"failed\":[{\"index\":1,\"reason\":\"data is null\"}]");
    }

    @Test
    void notificationsArePublishedInOrderUnlessToldOtherwise() throws Exception {
        send(post("/api/publish", "[1]"));
        send(post("/api/publish?ordered=false", "[2]"));

        assertThat(stack.published()).containsExactly("1", "2");
        assertThat(stack.publishedUnordered()).containsExactly("2");
    }

    @Test
    void connectionsOfARoomAreListed() throws Exception {
        assertThat(send(get("/api/connections?room=acme%20inc&user=9")).body())
                .isEqualTo("[{\"connection\":\"c9\",\"room\":\"acme inc\",\"user\":\"9\","
                        + "\"connectedAt\":\"2026-01-01T00:00:00Z\",\"expiresAt\":\"2026-01-01T02:10:00Z\",\"home\":true}]");
    }

    @Test
    void connectionsOfOneUserAreClosed() throws Exception {
        assertThat(send(post("/api/connections/close", "{\"room\":\"acme\",\"user\":\"7\"}")).body())
                .isEqualTo("{\"closed\":1,\"gone\":0,\"connecting\":1}");
        send(post("/api/connections/close", "{\"room\":\"acme\",\"lastFrame\":\"REVOKED\"}"));
        assertThat(stack.lastFrames()).containsExactly(LastFrame.REVOKED);
        assertThat(send(post("/api/connections/close", "{\"room\":\"acme\",\"lastFrame\":\"GONE\"}"))
                .statusCode())
                .isEqualTo(400);
    }

    @Test
    void functionErrorIsToldApartFromAPayload() throws Exception {
        assertThat(send(post("/api/invoke/EchoFunction", "{\"a\":1}")).body())
                .contains("\"payload\":{\"a\":1}");
        assertThat(send(post("/api/invoke/BrokenFunction", "{}")).body())
                .contains("\"error\":{\"errorMessage\":\"broken\"}");
        assertThat(send(post("/api/invoke/SlowFunction", "{}")).body()).contains("Sandbox.Timedout",
                "RequestId: 1-2-3 Error: Task timed out after 3.00 seconds");
    }

    @Test
    void unknownFunctionIsNamed() throws Exception {
        HttpResponse<String> answer = send(post("/api/invoke/NoFunction", "{}"));

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("the template has no function NoFunction");
    }

    @Test
    void figuresOfTheFunctionsAreTold() throws Exception {
        figures.add(MetricLines.in("""
            {"_aws":{"CloudWatchMetrics":[{"Namespace":"Hermes","Dimensions":[["FunctionName"]],\
            "Metrics":[{"Name":"Published","Unit":"Count"}]}]},"FunctionName":"send","Published":52.0}"""));

        assertThat(send(get("/api/metrics")).body())
                .contains("\"name\":\"Published\"", "\"sum\":52.0", "{\"FunctionName\":\"send\"}");
    }

    @Test
    void unknownPathIsNamed() throws Exception {
        HttpResponse<String> answer = send(get("/api/nothing"));

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("no GET /api/nothing");
    }

    @Test
    void pageThatListensLateGetsTheLastEventsFirst() throws Exception {
        log.add(Json.object().put("number", 1));

        HttpResponse<java.util.stream.Stream<String>> events = http.send(get("/api/log"),
                BodyHandlers.ofLines());
        log.add(Json.object().put("number", 2));

        assertThat(events.body().filter(line -> line.startsWith("data:")).limit(2))
                .containsExactly("data:{\"number\":1}", "data:{\"number\":2}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"evil.example", "evil.example:4500", "localhost.evil.example",
                    "127.0.0.1.evil.example"})
    void nameThatWasBoundToThisMachineIsRefused(String host) throws Exception {
        assertThat(raw("GET /api/outputs HTTP/1.1\r\nHost: " + host + "\r\n\r\n")).startsWith("HTTP/1.1 403");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example", "http://localhost:1", "https://localhost", "null"})
    void pageOfAnotherOriginGetsNoToken(String origin) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(post("/api/token", "{\"user\":7,\"room\":\"acme\"}"),
                (name, value) -> true).header("Origin", origin).build();

        assertThat(send(request).statusCode()).isEqualTo(403);
    }

    @Test
    void ownPageGetsAToken() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(post("/api/token", "{\"user\":7,\"room\":\"acme\"}"),
                (name, value) -> true).header("Origin", "http://localhost:" + console.port()).build();

        assertThat(send(request).statusCode()).isEqualTo(200);
    }

    @Test
    void jsonUnderAnotherNameIsRefused() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri("/api/token"))
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("{\"user\":7,\"room\":\"acme\"}"))
                .build();

        assertThat(send(request).statusCode()).isEqualTo(415);
    }

    /** With its bytes on the way a close would be a reset, and whoever posts it would not see the answer. */
    @ParameterizedTest
    @ValueSource(ints = {JsonHandler.MOST_BYTES + 1, 9 * 1024 * 1024, (int) HttpPort.MOST_READ})
    void bodyThatIsTooLargeIsReadToItsEndAndRefused(int size) throws Exception {
        try (var slow = new SlowReader("Content-Type: application/json")) {
            assertThat(slow.post("/api/publish", size)).isEqualTo("HTTP/1.1 413 Request Entity Too Large");
            assertThat(slow.post("/api/publish", 1)).isEqualTo("HTTP/1.1 400 Bad Request");
        }
    }

    @Test
    void bodyOverTheBoundIsNotReadToItsEnd() {
        assertThatThrownBy(() -> {
            try (var slow = new SlowReader("Content-Type: application/json")) {
                slow.post("/api/publish", HttpPort.MOST_READ + 1);
                slow.post("/api/publish", 1);
            }
        }).isInstanceOf(IOException.class);
    }

    @Test
    void sizeIsSaidThatIsTaken() throws Exception {
        var answer = send(post("/api/publish", " ".repeat(JsonHandler.MOST_BYTES) + "1"));

        assertThat(answer.body()).isEqualTo("{\"error\":\"the body is larger than 4194304 bytes\"}");
    }

    @Test
    void bodyOfTheLargestSizeIsTaken() throws Exception {
        var answer = send(post("/api/publish", "[" + " ".repeat(JsonHandler.MOST_BYTES - 2) + "]"));

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).isEqualTo("{\"ids\":[]}");
    }

    @ParameterizedTest
    @CsvSource({"/api/token, Origin: http://evil.example, HTTP/1.1 403 Forbidden",
            "/api/token, Content-Type: text/plain, HTTP/1.1 415 Unsupported Media Type",
            "/client/none, Content-Type: text/plain, HTTP/1.1 404 Not Found"})
    void whatIsRefusedUnreadIsReadAllTheSame(String path, String header, String status) throws Exception {
        try (var slow = new SlowReader(header)) {
            assertThat(slow.post(path, 9 * 1024 * 1024)).isEqualTo(status);
            assertThat(slow.post(path, 1)).isEqualTo(status);
        }
    }

    @Test
    void bodyThatIsNotUtf8IsRefused() throws Exception {
        var answer = send(
                HttpRequest.newBuilder(uri("/api/publish")).header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(new byte[]{'"', (byte) 0xFC, '"'})).build());

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("{\"error\":\"the body is not UTF-8\"}");
    }

    @Test
    void whatIsPublishedIsHandedOnAsItIsWritten() throws Exception {
        send(post("/api/publish", " [ {\"data\": 1.50}, {\"data\":-0.0,\"data\":1e400} ,3]"));

        assertThat(stack.published()).containsExactly("{\"data\": 1.50}", "{\"data\":-0.0,\"data\":1e400}",
                "3");
    }

    @Test
    void oneNotificationNeedsNoArray() throws Exception {
        send(post("/api/publish", "{\"data\": \"\\ud800\"}"));

        assertThat(stack.published()).containsExactly("{\"data\": \"\\ud800\"}");
    }

    @Test
    void takenPortIsOneSentence() {
        assertThatThrownBy(
                () -> new ConsoleServer(new ConsoleApi(new FakeStack(), FakeStack::invoke, figures), log,
                        clientFolder,
                        console.port())
                        .start(console.port()))
                .isInstanceOf(CommandFailed.class)
                .hasMessageStartingWith("port " + console.port() + " is taken");
    }

    private HttpRequest get(String path) {
        return HttpRequest.newBuilder(uri(path)).build();
    }

    private HttpRequest post(String path, String json) {
        return HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build();
    }

    private URI uri(String path) {
        return URI.create("http://localhost:" + console.port()).resolve(path);
    }

    private HttpResponse<String> send(HttpRequest request) throws Exception {
        return http.send(request, BodyHandlers.ofString());
    }

    /** Sends what the JDK's client would correct. */
    private String raw(String request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), console.port())) {
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.US_ASCII));
            return new BufferedReader(
                    new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
        }
    }

    /** Sends all of its request, whatever comes back meanwhile, and only then reads the answer. */
    private final class SlowReader implements AutoCloseable {

        private static final int CHUNK = 1024 * 1024;
        private static final String LENGTH = "Content-Length: ";

        private final Socket socket = new Socket(InetAddress.getLoopbackAddress(), console.port());
        private final BufferedReader in = new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        private final String header;

        SlowReader(String header) throws IOException {
            this.header = header;
            socket.setSoTimeout(30_000);
        }

        /** @return the first line of the answer, the rest of which is read too */
        String post(String path, long bytes) throws IOException {
            var out = socket.getOutputStream();
            out.write("POST %s HTTP/1.1\r\nHost: localhost\r\n%s\r\nContent-Length: %d\r\n\r\n"
                    .formatted(path, header, bytes).getBytes(StandardCharsets.US_ASCII));
            for (long left = bytes; left > 0; left -= CHUNK) {
                out.write(new byte[(int) Math.min(left, CHUNK)]);
            }
            var status = line();
            int length = 0;
            for (var next = line(); !next.isEmpty(); next = line()) {
                length = next.startsWith(LENGTH)
                        ? Integer.parseInt(next.substring(LENGTH.length()))
                        : length;
            }
            in.skip(length);
            return status;
        }

        private String line() throws IOException {
            var line = in.readLine();
            if (line == null) {
                throw new IOException("the connection ended before the answer did");
            }
            return line;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}

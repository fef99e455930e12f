package hermes.cli.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hermes.cli.terminal.CommandFailed;
import hermes.cli.terminal.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ConsoleServerTest {

    @TempDir
    private Path folder;
    private Path clientFolder;
    private ConsoleFixture console;

    @BeforeEach
    void start() throws IOException {
        clientFolder = folder.resolve("client");
        Files.createDirectories(clientFolder.resolve("demo"));
        Files.writeString(clientFolder.resolve("demo/index.html"), "<h1>demo</h1>");
        Files.writeString(clientFolder.resolve("client.js"), "export const x = 1;");
        console = new ConsoleFixture(clientFolder);
    }

    @AfterEach
    void stop() {
        console.close();
    }

    @Test
    void rootLeadsToTheDemoPage() throws Exception {
        HttpResponse<String> root = console.send(console.get("/"));
        HttpResponse<String> page = console
                .send(console.get(root.headers().firstValue("Location").orElseThrow()));

        assertThat(page.body()).isEqualTo("<h1>demo</h1>");
    }

    @Test
    void modulesAreServedAsJavaScriptAndNeverCached() throws Exception {
        HttpResponse<String> module = console.send(console.get("/client/client.js"));

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
    void pageThatListensLateGetsTheLastEventsFirst() throws Exception {
        console.log.add(Json.object().put("number", 1));

        HttpResponse<Stream<String>> events = console.lines(console.get("/api/log"));
        console.log.add(Json.object().put("number", 2));

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
        HttpRequest request = HttpRequest
                .newBuilder(console.post("/api/token", "{\"user\":7,\"room\":\"acme\"}"),
                        (name, value) -> true)
                .header("Origin", origin).build();

        assertThat(console.send(request).statusCode()).isEqualTo(403);
    }

    @Test
    void ownPageGetsAToken() throws Exception {
        HttpRequest request = HttpRequest
                .newBuilder(console.post("/api/token", "{\"user\":7,\"room\":\"acme\"}"),
                        (name, value) -> true)
                .header("Origin", "http://localhost:" + console.port()).build();

        assertThat(console.send(request).statusCode()).isEqualTo(200);
    }

    @Test
    void takenPortIsOneSentence() {
        assertThatThrownBy(() -> console.server(clientFolder, console.port()).start(console.port()))
                .isInstanceOf(CommandFailed.class)
                .hasMessageStartingWith("port " + console.port() + " is taken");
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
}

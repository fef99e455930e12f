package hermes.cli.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hermes.local.stack.HttpPort;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonHandlerTest {

    private final ConsoleFixture console = new ConsoleFixture(Path.of(""));

    @AfterEach
    void stop() {
        console.close();
    }

    @Test
    void bodyThatIsNotJsonIsRefused() throws Exception {
        HttpResponse<String> answer = console.send(console.post("/api/token", "{\"user\":7"));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("the body is not JSON").doesNotContain("Source");
    }

    @Test
    void jsonUnderAnotherNameIsRefused() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(console.uri("/api/token"))
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("{\"user\":7,\"room\":\"acme\"}"))
                .build();

        assertThat(console.send(request).statusCode()).isEqualTo(415);
    }

    @Test
    void bodyThatIsNotUtf8IsRefused() throws Exception {
        var answer = console.send(
                HttpRequest.newBuilder(console.uri("/api/publish")).header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(new byte[]{'"', (byte) 0xFC, '"'})).build());

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("{\"error\":\"the body is not UTF-8\"}");
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
        var answer = console.send(console.post("/api/publish", " ".repeat(JsonHandler.MOST_BYTES) + "1"));

        assertThat(answer.body()).isEqualTo("{\"error\":\"the body is larger than 4194304 bytes\"}");
    }

    @Test
    void bodyOfTheLargestSizeIsTaken() throws Exception {
        var answer = console
                .send(console.post("/api/publish", "[" + " ".repeat(JsonHandler.MOST_BYTES - 2) + "]"));

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

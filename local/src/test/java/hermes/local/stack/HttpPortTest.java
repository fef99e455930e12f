package hermes.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hermes.testing.Eventually;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class HttpPortTest {

    private final HttpPort port = HttpPort.bind("The test", 0);

    @AfterEach
    void close() {
        port.close();
    }

    @Test
    void whoComesBeforeTheHandlerIsTold503AndServedAfterwards() throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            assertThat(status(http, 0)).isEqualTo(503);

            port.serve(answering(204));

            assertThat(status(http, 0)).isEqualTo(204);
        }
    }

    @Test
    void bodyThatNobodyReadsIsReadAndTheConnectionServesOn() throws Exception {
        port.serve(answering(403));
        try (var client = new RefusedClient(port.number())) {
            assertThat(client.post("/", HttpPort.MOST_READ)).isEqualTo("HTTP/1.1 403 Forbidden");
            assertThat(client.post("/", 0)).isEqualTo("HTTP/1.1 403 Forbidden");
        }
    }

    @Test
    void bodyOverTheBoundIsNotReadToItsEnd() throws Exception {
        port.serve(answering(403));
        try (var client = new RefusedClient(port.number())) {
            assertThatThrownBy(() -> {
                client.post("/", HttpPort.MOST_READ + 1);
                client.post("/", 0);
            }).isInstanceOf(IOException.class);
        }
    }

    @Test
    void takenPortIsNamedAndLeavesNoThreadBehind() {
        Set<Thread> before = Thread.getAllStackTraces().keySet();

        assertThatExceptionOfType(LocalStackException.class)
                .isThrownBy(() -> HttpPort.bind("The second", port.number()))
                .withMessage(
                        "The second cannot listen on port %d of this machine: stop what uses it, or choose"
                                + " another port.",
                        port.number());

        assertThat(Thread.getAllStackTraces().keySet()).filteredOn(thread -> !before.contains(thread))
                .filteredOn(thread -> thread.getName().startsWith("XNIO"))
                .allSatisfy(thread -> assertThat(thread.join(Duration.ofSeconds(10))).isTrue());
    }

    /** A byte now and then would keep the connection for ever, if each began the time anew. */
    @Test
    void headThatNeverEndsIsCutOffAndOthersAreServed() throws Exception {
        try (var slow = HttpPort.bind("The slow test", 0, Duration.ofMillis(300));
                var trickle = new Socket("localhost", slow.number());
                var silent = new Socket("localhost", slow.number())) {
            slow.serve(answering(204));
            trickle.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: localhost\r\nX: ".getBytes(StandardCharsets.US_ASCII));

            Eventually.isTrue("the head that grows is cut off", () -> !canSend(trickle, "y"));

            silent.getOutputStream()
                    .write("GET / HTTP/1.0\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(silent.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .startsWith("HTTP/1.0 204 ");
        }
    }

    private static boolean canSend(Socket socket, String text) {
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    @Test
    void closedPortIsFreeMayBeClosedAgainAndKeepsItsNumber() {
        int number = port.number();

        port.close();
        port.close();

        assertThat(port.number()).isEqualTo(number);
        assertThatThrownBy(() -> new Socket("localhost", number)).isInstanceOf(ConnectException.class);
    }

    private static LoopbackGuard answering(int status) {
        return LoopbackGuard.forPrograms(exchange -> exchange.setStatusCode(status).endExchange());
    }

    private int status(HttpClient http, int bytes) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:%d/".formatted(port.number())))
                .POST(BodyPublishers.ofByteArray(new byte[bytes])).build();
        return http.send(request, BodyHandlers.discarding()).statusCode();
    }
}

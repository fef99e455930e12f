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
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("counts threads")
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
    void bufferIsOnTheHeapAndUsedAgain() {
        var buffers = HttpPort.buffers();
        var first = buffers.allocate();
        var buffer = first.getBuffer();
        first.close();

        assertThat(buffers.allocate().getBuffer()).isSameAs(buffer);
        assertThat(buffer.isDirect()).isFalse();
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
    void headThatNeverEndsIsAnswered408AndOthersAreServed() throws Exception {
        try (var slow = HttpPort.bind("The slow test", 0, Duration.ofMillis(300), 10);
                var trickle = new RawClient(slow.number());
                var silent = new RawClient(slow.number())) {
            slow.serve(answering(204));
            trickle.send("GET / HTTP/1.1\r\nHost: localhost\r\nX: ");

            trickle.trickle();

            assertThat(trickle.all()).startsWith("HTTP/1.1 408 ").contains("Connection: close");
            silent.send("GET / HTTP/1.0\r\nHost: localhost\r\n\r\n");
            assertThat(silent.all()).startsWith("HTTP/1.0 204 ");
        }
    }

    @Test
    void headOfALaterRequestIsBoundToo() throws Exception {
        try (var slow = HttpPort.bind("The slow test", 0, Duration.ofMillis(300), 10);
                var client = new RawClient(slow.number())) {
            slow.serve(answering(204));
            client.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(client.head()).startsWith("HTTP/1.1 204 ");

            client.send("GET / HTTP/1.1\r\nHost: localh");

            assertThat(client.all()).startsWith("HTTP/1.1 408 ");
        }
    }

    @Test
    void bodyMayTakeLongerThanAHead() throws Exception {
        try (var slow = HttpPort.bind("The slow test", 0, Duration.ofMillis(50), 10);
                var client = new RawClient(slow.number());
                var other = new RawClient(slow.number())) {
            slow.serve(answering(204));
            client.send(
                    "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\nConnection: close\r\n\r\na");
            other.send("G");
            assertThat(other.all()).as("more than the time of a head later").startsWith("HTTP/1.1 408 ");

            client.send("b");

            assertThat(client.all()).startsWith("HTTP/1.1 204 ");
        }
    }

    @Test
    void ofTooManyWithoutAHeadTheFirstIsCutOffAndTheOthersAreServed() throws Exception {
        try (var narrow = HttpPort.bind("The narrow test", 0, Duration.ofMinutes(1), 2);
                var served = new RawClient(narrow.number())) {
            narrow.serve(answering(204));
            served.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(served.head()).startsWith("HTTP/1.1 204 ");
            try (var first = waiting(narrow, 1);
                    var second = waiting(narrow, 2);
                    var third = new RawClient(narrow.number())) {
                second.send("GET / HTTP/1.0\r\n");

                assertThat(first.all()).startsWith("HTTP/1.1 408 ");
                third.send("GET / HTTP/1.0\r\nHost: localhost\r\n\r\n");
                assertThat(third.all()).startsWith("HTTP/1.0 204 ");
                second.send("Host: localhost\r\n\r\n");
                assertThat(second.all()).startsWith("HTTP/1.0 204 ");
            }
            served.send("GET / HTTP/1.0\r\nHost: localhost\r\n\r\n");
            assertThat(served.all()).as("between two requests it counted for nothing")
                    .startsWith("HTTP/1.0 204 ");
        }
    }

    @Test
    void whoHungUpWithoutAHeadCountsNoLonger() throws Exception {
        try (var narrow = HttpPort.bind("The narrow test", 0, Duration.ofMinutes(1), 2);
                var waiting = new RawClient(narrow.number())) {
            narrow.serve(answering(204));
            for (int i = 0; i < 10; i++) {
                try (var gone = new RawClient(narrow.number())) {
                    gone.send("GET / HTTP/1.0\r\n");
                    gone.finish();
                    assertThat(gone.all()).isEmpty();
                }
            }

            waiting.send("GET / HTTP/1.0\r\nHost: localhost\r\n\r\n");

            assertThat(waiting.all()).startsWith("HTTP/1.0 204 ");
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

    private static RawClient waiting(HttpPort port, int all) throws IOException {
        var client = new RawClient(port.number());
        Eventually.isTrue("%d wait without a head".formatted(all), () -> port.withoutHead() == all);
        return client;
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

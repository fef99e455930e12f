package hermes.send.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hermes.testing.Eventually;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpMethod;

@Timeout(120)
class ConnectionsTest extends HttpFixture {

    @Test
    void aRequestGoesOutAsItIs() throws IOException {
        var server = server(peer -> peer.answerAll(OK));
        var request = request(server.address()).toBuilder().putRawQueryParameter("b", "c d")
                .putHeader("X-One", List.of("1", "2"))
                .build();

        client().prepareRequest(HttpExecuteRequest.builder().request(request)
                .contentStreamProvider(() -> new ByteArrayInputStream(new byte[]{'4', '2'})).build()).call();

        assertThat(server.requests()).containsExactly("""
            POST /a%%3D?b=c%%20d HTTP/1.1\r
            Host: localhost:%d\r
            X-One: 1\r
            X-One: 2\r
            Content-Length: 2\r
            \r
            42""".formatted(server.address().getPort()));
    }

    @Test
    void aRequestWithoutABodySaysSoWhereOneIsExpected() throws IOException {
        var server = server(peer -> peer.answerAll("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
        var client = client();

        for (SdkHttpMethod method : List.of(SdkHttpMethod.POST, SdkHttpMethod.DELETE, SdkHttpMethod.GET)) {
            client.prepareRequest(HttpExecuteRequest.builder()
                    .request(request(server.address()).toBuilder().method(method).build()).build()).call();
        }

        assertThat(server.requests()).extracting(request -> request.contains("Content-Length: 0"))
                .containsExactly(true,
                        false, false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nX-Other: b", "a\nb", "\u0000"})
    void aHeaderThatWouldBeTwoIsRefused(String value) {
        var server = server(peer -> peer.answerAll(OK));
        var request = request(server.address()).toBuilder().putHeader("X-One", value).build();

        assertThatThrownBy(
                () -> client().prepareRequest(HttpExecuteRequest.builder().request(request).build()).call())
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("X-One");
        assertThat(server.connections()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"'/a HTTP/1.1\r\nX-Other: b', X-One, path", "/a b, X-One, path",
            "/a, 'X-One\r\nX-Other', name",
            "/a, X One, name"})
    void aPathOrANameThatWouldBeMoreIsRefused(String path, String name, String culprit) {
        var server = server(peer -> peer.answerAll(OK));
        var request = request(server.address()).toBuilder().encodedPath(path).putHeader(name, "v").build();

        assertThatThrownBy(
                () -> client().prepareRequest(HttpExecuteRequest.builder().request(request).build()).call())
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining(culprit);
        assertThat(server.connections()).isZero();
    }

    @Test
    void aConnectionThatTheServerClosedWhileItWasIdleIsNotUsed() throws Exception {
        var server = server(peer -> peer.answerAll(OK));
        var client = client();
        exchange(client, server.address());
        server.peers().getFirst().close();

        millis.addAndGet(2_000);

        assertThat(exchange(client, server.address())).isEqualTo("200 hi");
        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void aClockThatWasSetBackMakesNoConnectionFresh() throws Exception {
        var server = server(peer -> peer.answerAll(OK));
        var client = client();
        exchange(client, server.address());
        server.peers().getFirst().close();

        millis.addAndGet(-10_000);

        assertThat(exchange(client, server.address())).isEqualTo("200 hi");
        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void whatAServerSaysUnaskedIsNoAnswerToTheNextRequest() throws Exception {
        var answered = new CountDownLatch(1);
        var said = new CountDownLatch(1);
        var server = server(peer -> {
            peer.request();
            peer.say(OK);
            answered.await();
            peer.say("HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n");
            said.countDown();
        });
        var client = client();
        exchange(client, server.address());
        answered.countDown();
        said.await();

        assertThat(exchange(client, server.address())).isEqualTo("200 hi");
        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void aConnectionThatWasIdleForLongIsUsedIfItIsOpen() throws Exception {
        var server = server(peer -> peer.answerAll(OK));
        var client = client();
        exchange(client, server.address());

        millis.addAndGet(30_000);
        exchange(client, server.address());
        assertThat(server.connections()).isEqualTo(1);

        millis.addAndGet(60_000);
        exchange(client, server.address());
        assertThat(server.connections()).as("too long").isEqualTo(2);
    }

    @Test
    void aRequestThatCannotHaveLeftIsSentAgain() throws Exception {
        var answered = new CountDownLatch(1);
        var reset = new CountDownLatch(1);
        var server = server(peer -> {
            peer.request();
            peer.say(OK);
            answered.await();
            peer.reset();
            reset.countDown();
        });
        var client = client();
        exchange(client, server.address());
        answered.countDown();
        reset.await();

        assertThat(exchange(client, server.address())).isEqualTo("200 hi");
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void aRequestThatMayHaveArrivedIsNotRepeated() throws Exception {
        var server = server(peer -> {
            peer.request();
            peer.say(OK);
            peer.request();
            peer.close();
        });
        var client = client();
        exchange(client, server.address());

        assertThatThrownBy(() -> exchange(client, server.address())).isInstanceOf(EOFException.class);
        assertThat(server.requests()).hasSize(2);
        assertThat(exchange(client, server.address())).isEqualTo("200 hi");
    }

    @Test
    void noMoreConnectionsAreOpenThanAllowed() throws Exception {
        var held = new Semaphore(0);
        var server = server(peer -> {
            for (;;) {
                peer.request();
                held.acquire();
                peer.say(OK);
            }
        });
        var client = client(3, Duration.ofSeconds(20));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> answers = IntStream.range(0, 20)
                    .mapToObj(_ -> threads.submit(() -> exchange(client, server.address()))).toList();
            Eventually.isTrue("three have sent their request", () -> server.requests().size() == 3);

            held.release(20);

            for (Future<String> answer : answers) {
                assertThat(answer.get()).isEqualTo("200 hi");
            }
        }
        assertThat(server.connections()).isEqualTo(3);
    }

    @Test
    void anIdleConnectionMakesRoomForAnotherServer() throws IOException {
        var one = server(peer -> peer.answerAll(OK));
        var other = server(peer -> peer.answerAll("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nho"));
        var client = client(1, Duration.ofSeconds(20));

        assertThat(exchange(client, one.address())).isEqualTo("200 hi");
        assertThat(exchange(client, other.address())).isEqualTo("200 ho");
        assertThat(exchange(client, one.address())).isEqualTo("200 hi");
    }

    @Test
    void whoFindsNoConnectionFreeDoesNotWaitForEver() throws Exception {
        var over = new CountDownLatch(1);
        var server = server(peer -> {
            peer.request();
            over.await();
            peer.say(OK);
        });
        var client = client(1, Duration.ofSeconds(1));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = IntStream.range(0, 2)
                    .mapToObj(_ -> threads.submit(() -> exchange(client, server.address())))
                    .toList();

            for (Future<String> call : calls) {
                assertThatThrownBy(call::get).isInstanceOf(ExecutionException.class)
                        .hasCauseInstanceOf(SocketTimeoutException.class);
            }
        } finally {
            over.countDown();
        }
    }

    @Test
    void aServerThatDoesNotListenIsAFailure() throws IOException {
        URI nobody;
        try (var bound = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = URI.create("http://localhost:" + bound.getLocalPort());
        }
        var client = client(1, Duration.ofSeconds(20));

        assertThatThrownBy(() -> exchange(client, nobody)).isInstanceOf(ConnectException.class);
        assertThatThrownBy(() -> exchange(client, nobody)).as("its place is free again")
                .isInstanceOf(ConnectException.class);
    }

    @Test
    void closingEndsWhatIsUnderWay() throws Exception {
        ends((client, _) -> client.close());
    }

    @Test
    void closingEndsWhatIsBeingOpened() throws Exception {
        var over = new CountDownLatch(1);
        var server = server(_ -> over.await());
        var client = client();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answer = threads.submit(
                    () -> exchange(client, URI.create("https://localhost:" + server.address().getPort())));
            Eventually.isTrue("a handshake has begun", () -> server.connections() == 1);

            client.close();

            assertThatThrownBy(() -> answer.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(IOException.class);
        } finally {
            over.countDown();
        }
    }

    @Test
    void afterClosingNothingIsSent() {
        var server = server(peer -> peer.answerAll(OK));
        var client = client();
        client.close();

        assertThatThrownBy(() -> exchange(client, server.address())).isInstanceOf(IOException.class)
                .hasMessageContaining("closed");
        assertThat(server.connections()).isZero();
    }

    @Test
    void abortingEndsTheCall() throws Exception {
        var server = server(peer -> peer.request());
        var call = post(client(), server.address(), "body");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answer = threads.submit(call);
            Eventually.isTrue("the request is sent", () -> server.requests().size() == 1);

            call.abort();

            assertThatThrownBy(answer::get).hasCauseInstanceOf(IOException.class);
        }
        assertThatThrownBy(call::call).as("for good").isInstanceOf(IOException.class);
    }

    @Test
    void anInterruptEndsTheCall() throws Exception {
        ends((_, threads) -> threads.shutdownNow());
    }

    /** Both the call that waits for its answer and the one that waits for a connection. */
    private void ends(BiConsumer<SocketHttpClient, ExecutorService> what) throws Exception {
        var server = server(peer -> peer.request());
        var client = client(1, Duration.ofSeconds(20));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = IntStream.range(0, 2)
                    .mapToObj(_ -> threads.submit(() -> exchange(client, server.address()))).toList();
            Eventually.isTrue("one has sent its request", () -> server.requests().size() == 1);

            what.accept(client, threads);

            for (Future<String> call : calls) {
                assertThatThrownBy(call::get).hasCauseInstanceOf(IOException.class);
            }
        }
    }
}

package hermes.send.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What servers say, and what is made of it. */
class AnswersTest extends HttpFixture {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                    "HTTP/1.1 200 OK~Content-Length: 2~~hi | 200 hi",
                    "HTTP/1.1 410 Gone~content-length: 0~~ | 410",
                    "HTTP/1.1 410~Content-Length:2  ~~hi | 410 hi",
                    "HTTP/1.1 429 ~Content-Length: 2~Content-Length: 2~~hi | 429 hi",
                    "HTTP/1.1 204 No Content~~ | 204",
                    "HTTP/1.1 304 Not Modified~Content-Length: 5~~ | 304",
                    "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~2~hi~0~~ | 200 hi",
                    "HTTP/1.1 200 OK~transfer-encoding: Chunked~~1;a=b~h~0A ~123456789i~000~X-Trailer: 1~~ | 200 h123456789i",
                    "HTTP/1.1 100 Continue~~HTTP/1.1 200 OK~Content-Length: 2~~hi | 200 hi",
                    "HTTP/1.1 103 Early Hints~Link: a~~HTTP/1.1 102 x~~HTTP/1.1 503 Busy~Content-Length: 1~~x | 503 x"})
    void anAnswerIsReadToItsEnd(String said, String read) throws IOException {
        var server = server(peer -> peer.answerAll(said.replace("~", "\r\n")));
        var client = client();

        assertThat(exchange(client, server.address()).strip()).isEqualTo(read);
        assertThat(exchange(client, server.address()).strip()).isEqualTo(read);
        assertThat(server.connections()).as("used again").isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"HTTP/1.1 200 OK~Content-Length: 2~Connection: Close~~hi",
                    "HTTP/1.1 200 OK~Content-Length: 2~Connection: x-y , close~~hi",
                    "HTTP/1.0 200 OK~Content-Length: 2~~hi",
                    "HTTP/1.1 200 OK~Content-Length: 2~~hi and more",
                    "HTTP/1.1 200 OK~Content-Length: 2~~hiHTTP/1.1 500 No~~"})
    void aConnectionOnWhichNothingCanFollowIsNotUsedAgain(String said) throws IOException {
        var server = server(peer -> {
            peer.request();
            peer.say(said.replace("~", "\r\n"));
        });
        var client = client();

        assertThat(exchange(client, server.address())).isEqualTo("200 hi");
        assertThat(exchange(client, server.address())).isEqualTo("200 hi");
        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void withoutALengthTheBodyEndsWithTheConnection() throws IOException {
        var server = server(peer -> {
            peer.request();
            peer.say("HTTP/1.1 200 OK\r\n\r\nhi");
            peer.close();
        });

        assertThat(exchange(client(), server.address())).isEqualTo("200 hi");
    }

    @Test
    void headersAreKept() throws IOException {
        var server = server(peer -> peer.answerAll(
                "HTTP/1.1 403 Forbidden\r\nx-amzn-errortype: ForbiddenException \r\nA:\r\na: 1\r\nContent-Length: 0\r\n\r\n"));

        var answer = post(client(), server.address(), "").call().httpResponse();

        assertThat(answer.statusText()).contains("Forbidden");
        assertThat(answer.firstMatchingHeader("X-Amzn-ErrorType")).contains("ForbiddenException");
        assertThat(answer.matchingHeaders("a")).containsExactly("", "1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"garbage~~", "~~", "SSH-2.0-OpenSSH_9~", "HTTP/2 200 OK~~", "HTTP/1.1 20 OK~~",
                    "HTTP/1.1 2000 OK~~",
                    "HTTP/1.1 abc OK~~", "HTTP/1.1 -12~~", "HTTP/1.1  200~~", "HTTP/1.1 099 x~~",
                    "HTTP/1.1 101 Switching~~", "\u0016\u0003\u0001~",
                    "HTTP/1.1 200 OK~no colon~~", "HTTP/1.1 200 OK~: x~~", "HTTP/1.1 200 OK~A : x~~",
                    "HTTP/1.1 200 OK~A: x~ folded: y~~",
                    "HTTP/1.1 200 OK~Content-Length: 1~Content-Length: 2~~hi",
                    "HTTP/1.1 200 OK~Content-Length: -1~~",
                    "HTTP/1.1 200 OK~Content-Length: 1x~~", "HTTP/1.1 200 OK~Content-Length:~~",
                    "HTTP/1.1 200 OK~Content-Length: 99999999999~~",
                    "HTTP/1.1 200 OK~Content-Length: 2, 2~~hi", "HTTP/1.1 200 OK~Transfer-Encoding: gzip~~",
                    "HTTP/1.1 200 OK~Transfer-Encoding: chunked~Content-Length: 2~~2~hi~0~~",
                    "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~~",
                    "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~-1~",
                    "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~fffffffff~",
                    "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~2~hi!~0~~",
                    "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~fffffff~",
                    "HTTP/1.1 200 OK~Content-Length: 99999999~~"})
    void whatIsNoAnswerIsRefused(String said) {
        var server = server(peer -> {
            peer.request();
            peer.say(said.replace("~", "\r\n"));
        });

        assertThatThrownBy(() -> exchange(client(), server.address())).isInstanceOf(ProtocolException.class)
                .hasMessageContaining("expected").hasMessageMatching("[ -~…]*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 200 OK\r\n", "HTTP/1.1 100 Continue\r\n\r\n", "a: ", ""})
    void aHeadWithoutAnEndIsRefused(String part) {
        var server = server(peer -> {
            peer.request();
            peer.say("HTTP/1.1 200 OK\r\n".repeat(part.startsWith("a") ? 1 : 0));
            for (;;) {
                peer.say(part.isEmpty() ? "x" : part);
            }
        });

        assertThatThrownBy(() -> exchange(client(), server.address())).isInstanceOf(ProtocolException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "HTT", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n",
                    "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nh", "HTTP/1.1 100 Continue\r\n\r\n",
                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n"})
    void halfAnAnswerIsNone(String half) {
        var server = server(peer -> {
            peer.request();
            peer.say(half);
            peer.close();
        });

        assertThatThrownBy(() -> exchange(client(), server.address())).isInstanceOf(EOFException.class)
                .hasMessageContaining("before its answer was complete");
        assertThat(server.requests()).as("not repeated").hasSize(1);
    }

    @Test
    void aResetInTheMiddleIsAFailure() {
        var server = server(peer -> {
            peer.request();
            peer.say("HTTP/1.1 200 OK\r\nContent-Length: 200000\r\n\r\nhi");
            peer.reset();
        });

        assertThatThrownBy(() -> exchange(client(), server.address())).isInstanceOf(IOException.class);
        assertThat(server.requests()).as("not repeated").hasSize(1);
    }

    @Test
    void aSilentServerIsLeft() {
        var over = new CountDownLatch(1);
        var server = server(peer -> {
            peer.request();
            over.await();
        });

        assertThatThrownBy(() -> exchange(client(1, Duration.ofMillis(500)), server.address()))
                .isInstanceOf(SocketTimeoutException.class);
        over.countDown();
        assertThat(server.requests()).as("not repeated").hasSize(1);
    }

    @Test
    void aServerThatNeverComesToTheEndIsLeft() {
        var server = server(peer -> {
            peer.request();
            peer.say("HTTP/1.1 200 OK\r\nContent-Length: 16000000\r\n\r\n");
            for (;;) {
                peer.say("x");
                Thread.yield();
            }
        });

        assertThatThrownBy(() -> exchange(client(1, Duration.ofMillis(300)), server.address()))
                .isInstanceOf(SocketTimeoutException.class);
    }

    /** The first request is short, so that the connection has been used when the second is cut off. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void anAnswerCanComeInsteadOfReadingTheRequest(int requestsBefore) throws IOException {
        var refused = new AtomicInteger();
        var server = server(peer -> {
            for (int i = 0; i < requestsBefore; i++) {
                peer.request();
                peer.say(OK);
            }
            peer.head();
            refused.incrementAndGet();
            peer.say("HTTP/1.1 413 Too Large\r\nContent-Length: 2\r\n\r\nno");
            peer.close();
        });
        var client = client();
        for (int i = 0; i < requestsBefore; i++) {
            exchange(client, server.address());
        }

        var answer = post(client, server.address(), "x".repeat(32 << 20)).call();

        assertThat(text(answer)).isEqualTo("413 no");
        assertThat(refused).hasValue(1);
    }

    @Test
    void anAnswerCanComeBeforeTheRequestIsRead() throws IOException {
        var server = server(peer -> {
            peer.say("HTTP/1.1 413 Too Large\r\nConnection: close\r\nContent-Length: 2\r\n\r\nno");
            peer.request();
        });

        assertThat(exchange(client(), server.address())).isEqualTo("413 no");
    }
}

package hermes.send.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import hermes.testing.Eventually;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A call ends when its time is over, whatever it is at. */
@Timeout(120)
class TimeLimitTest extends HttpFixture {
    private static final String TOO_LARGE_FOR_BUFFERS = "x".repeat(32 << 20);

    private final CountDownLatch over = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void end() {
        over.countDown();
        threads.shutdownNow();
    }

    @Test
    void aRequestThatNobodyReadsIsLeft() {
        var server = server(_ -> over.await());

        assertThat(failure(client(1, Duration.ofSeconds(1)), server.address(), TOO_LARGE_FOR_BUFFERS))
                .isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void aHandshakeThatNeverComesToTheEndIsLeft() {
        var server = server(peer -> {
            peer.say("\u0016\u0003\u0003\u0040\u0000");
            while (!over.await(50, TimeUnit.MILLISECONDS)) {
                peer.say("x");
            }
        });

        assertThat(failure(client(1, Duration.ofSeconds(1)),
                URI.create("https://localhost:" + server.address().getPort()), "body"))
                .isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void theWaitForAConnectionCounts() {
        var server = server(peer -> {
            peer.request();
            over.await(3, TimeUnit.SECONDS);
            peer.say(OK);
            over.await();
        });
        var client = client(1, Duration.ofSeconds(4));
        threads.submit(() -> exchange(client, server.address()));
        Eventually.isTrue("the only connection is in use", () -> server.requests().size() == 1);
        long began = System.nanoTime();

        assertThat(failure(client, server.address(), "body")).isInstanceOf(SocketTimeoutException.class);

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isBetween(Duration.ofSeconds(3),
                Duration.ofSeconds(6));
    }

    /** In a thread of its own, so that the test ends where the call does not. */
    private Throwable failure(SocketHttpClient client, URI server, String body) {
        var answer = threads.submit(() -> text(post(client, server, body).call()));
        return catchThrowable(() -> answer.get(20, TimeUnit.SECONDS)).getCause();
    }
}

package hermes.local.gateway;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import hermes.local.websocket.CloseStatus;
import hermes.testing.Eventually;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Everything at once; the extension sees that each connection still ends once. */
final class GatewayRaceTest {

    private static final int CONNECTIONS = 200;

    @RegisterExtension
    final GatewayExtension aws = new GatewayExtension();

    @Test
    void connectionThatAllEndAtOnceEndsOnce() throws Exception {
        List<Peer> peers = IntStream.range(0, CONNECTIONS).mapToObj(_ -> aws.connect()).toList();
        List<String> ids = aws.gateway().connections().stream().map(ConnectionView::connectionId).toList();
        List<Callable<?>> ends = new ArrayList<>();
        peers.forEach(peer -> {
            ends.add(() -> peer.socket().sendClose(WebSocket.NORMAL_CLOSURE, ""));
            ends.add(() -> peer.socket().sendText("last words", true));
            ends.add(Executors.callable(peer.socket()::abort));
        });
        ids.forEach(id -> {
            ends.add(() -> aws.gateway().cut(id));
            ends.add(() -> assertThat(aws.send("DELETE", GatewayExtension.path(id), "").statusCode())
                    .isIn(204, 410));
            ends.add(() -> assertThat(aws.send("POST", GatewayExtension.path(id), "one more").statusCode())
                    .isIn(200, 410));
        });
        Collections.shuffle(ends);

        runAtOnce(ends);

        IntStream.range(0, CONNECTIONS).forEach(_ -> aws.disconnected());
        Eventually.isTrue("no connection is left", () -> aws.gateway().connections().isEmpty());
    }

    @Test
    void messagesPostedAtOnceArriveWhole() throws Exception {
        Peer peer = aws.connect();
        String id = aws.gateway().connections().iterator().next().connectionId();
        List<String> texts = IntStream.range(0, 100).mapToObj(i -> (i + ",").repeat(1 + i * 300)).toList();

        runAtOnce(texts.stream()
                .<Callable<?>>map(text -> () -> assertThat(postUntilTaken(id, text)).isEqualTo(200))
                .toList());

        assertThat(texts.stream().map(_ -> peer.hears())).containsExactlyInAnyOrderElementsOf(texts);
    }

    /** One that never answers its close keeps the gateway closing until another was told. */
    @Test
    void clientsThatConnectWhileTheGatewayClosesAreToldSo() throws Exception {
        aws.restart(api -> api, limits -> limits.withClosing(Duration.ofSeconds(30)));
        RawPeer deaf = RawPeer.connect(aws.socketUri());
        var some = new CountDownLatch(CONNECTIONS / 4);
        var told = new CountDownLatch(1);
        Queue<Throwable> refusals = new ConcurrentLinkedQueue<>();
        List<Callable<?>> tasks = new ArrayList<>();
        IntStream.range(0, CONNECTIONS)
                .forEach(_ -> tasks.add(() -> refusals.add(connectUntilRefused(some, told))));
        tasks.add(() -> {
            assertThat(some.await(30, SECONDS)).isTrue();
            aws.gateway().close();
            return null;
        });
        tasks.add(() -> {
            assertThat(told.await(30, SECONDS)).isTrue();
            deaf.close();
            return null;
        });

        runAtOnce(tasks);

        assertThat(refusals).hasSize(CONNECTIONS)
                .filteredOn(WebSocketHandshakeException.class::isInstance).isNotEmpty()
                .extracting(e -> ((WebSocketHandshakeException) e).getResponse().statusCode()).contains(503)
                .isSubsetOf(500, 503);
        assertThat(aws.gateway().connections()).isEmpty();
    }

    /** @return why the last attempt failed: each before was closed with 1001 */
    private Throwable connectUntilRefused(CountDownLatch connected, CountDownLatch told) {
        try {
            while (true) {
                Peer peer = aws.connect();
                connected.countDown();
                assertThat(peer.closed()).isEqualTo(CloseStatus.GOING_AWAY);
            }
        } catch (CompletionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException) {
                told.countDown();
            }
            return e.getCause();
        }
    }

    private int postUntilTaken(String id, String text) {
        int status;
        do {
            status = aws.send("POST", GatewayExtension.path(id), text).statusCode();
        } while (status == 429);
        return status;
    }

    /** Fails as the first task that failed did. */
    private static void runAtOnce(List<Callable<?>> tasks) throws Exception {
        var start = new CountDownLatch(1);
        List<Future<?>> running = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            tasks.forEach(task -> running.add(threads.submit(() -> {
                start.await();
                return task.call();
            })));
            start.countDown();
        }
        for (Future<?> task : running) {
            task.get();
        }
    }
}

package hermes.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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
        List<Runnable> ends = new ArrayList<>();
        peers.forEach(peer -> {
            ends.add(() -> peer.socket().sendClose(WebSocket.NORMAL_CLOSURE, ""));
            ends.add(() -> peer.socket().sendText("last words", true));
            ends.add(peer.socket()::abort);
        });
        ids.forEach(id -> {
            ends.add(() -> aws.gateway().cut(id));
            ends.add(() -> aws.send("DELETE", GatewayExtension.path(id), ""));
            ends.add(() -> aws.send("POST", GatewayExtension.path(id), "one more"));
        });
        Collections.shuffle(ends);

        runAtOnce(ends);

        IntStream.range(0, CONNECTIONS).forEach(_ -> aws.disconnected());
        assertThat(aws.gateway().connections()).isEmpty();
    }

    @Test
    void messagesPostedAtOnceArriveWhole() throws Exception {
        Peer peer = aws.connect();
        String id = aws.gateway().connections().iterator().next().connectionId();
        List<String> texts = IntStream.range(0, 100).mapToObj(i -> (i + ",").repeat(1 + i * 300)).toList();

        runAtOnce(texts.stream().<Runnable>map(text -> () -> postUntilTaken(id, text)).toList());

        assertThat(texts.stream().map(_ -> peer.hears())).containsExactlyInAnyOrderElementsOf(texts);
    }

    @Test
    void clientsThatConnectWhileTheGatewayClosesAreToldSo() throws Exception {
        List<Runnable> starts = new ArrayList<>();
        IntStream.range(0, CONNECTIONS).forEach(_ -> starts.add(() -> Peer.HTTP.newWebSocketBuilder()
                .buildAsync(aws.socketUri(), new Peer()).exceptionally(_ -> null).join()));
        starts.add(CONNECTIONS / 2, () -> aws.gateway().close());

        runAtOnce(starts);

        assertThat(aws.gateway().connections()).isEmpty();
    }

    private void postUntilTaken(String id, String text) {
        while (aws.send("POST", GatewayExtension.path(id), text).statusCode() == 429) {
            Thread.onSpinWait();
        }
    }

    private static void runAtOnce(List<Runnable> tasks) throws InterruptedException {
        CountDownLatch start = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            tasks.forEach(task -> threads.execute(() -> {
                try {
                    start.await();
                    task.run();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }));
            start.countDown();
        }
    }
}

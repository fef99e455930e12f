package hermes.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Frames are written by whoever has one. */
final class PostsAtOnceTest {

    private static final int POSTERS = 4;
    private static final int POSTS = 100;
    private static final String FILLING = "x".repeat(40_000);

    @RegisterExtension
    final GatewayExtension aws = new GatewayExtension();

    @Test
    void postsOfManyArriveWholeAndThoseOfEachInOrder() throws Exception {
        Peer peer = aws.connect();
        String path = path();

        try (var posters = Executors.newFixedThreadPool(POSTERS)) {
            List<Callable<Void>> work = IntStream.range(0, POSTERS).<Callable<Void>>mapToObj(poster -> () -> {
                for (int post = 0; post < POSTS; post++) {
                    send(path, poster + " " + post + " " + FILLING);
                }
                return null;
            }).toList();
            for (Future<Void> posted : posters.invokeAll(work)) {
                posted.get();
            }
        }

        var next = new int[POSTERS];
        for (int i = 0; i < POSTERS * POSTS; i++) {
            String[] words = peer.hears().split(" ");
            assertThat(words[2]).isEqualTo(FILLING);
            assertThat(words[1]).isEqualTo(String.valueOf(next[Integer.parseInt(words[0])]++));
        }
    }

    @Test
    void postsLeaveNoMemoryOutsideTheHeapBehind() {
        Peer peer = aws.connect();
        String path = path();
        IntStream.range(0, POSTS).forEach(i -> post(peer, path, i));
        long before = outsideTheHeap();

        IntStream.range(0, 4 * POSTS).forEach(i -> post(peer, path, i));

        // A buffer of 16 KB for each would be 6.4 MB.
        assertThat(outsideTheHeap() - before).isLessThan(1_000_000);
    }

    private void post(Peer peer, String path, int number) {
        aws.send("POST", path, String.valueOf(number));
        assertThat(peer.hears()).isEqualTo(String.valueOf(number));
    }

    /** Again while too much waits for the client. */
    private void send(String path, String message) {
        int status = aws.send("POST", path, message).statusCode();
        while (status == 429) {
            status = aws.send("POST", path, message).statusCode();
        }
        assertThat(status).isEqualTo(200);
    }

    private String path() {
        return GatewayExtension.path(aws.gateway().connections().iterator().next().connectionId());
    }

    private static long outsideTheHeap() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .mapToLong(BufferPoolMXBean::getMemoryUsed).sum();
    }
}

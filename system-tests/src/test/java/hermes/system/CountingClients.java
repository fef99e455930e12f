package hermes.system;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/**
 * Many connections of one room that only count what they get. All are in this process, and so are the gateway's
 * ends of them: 5,000 need some 10,000 open files. Thread-safe.
 */
final class CountingClients implements AutoCloseable {

    /** As many as there can be processes of a function; more would only wait. */
    private static final int HANDSHAKES_AT_ONCE = 8;
    private static final int MOST_ATTEMPTS = 10;
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(500);

    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;
    private final IntFunction<String> tokens;
    private final Queue<WebSocket> sockets = new ConcurrentLinkedQueue<>();
    private final Queue<String> refusals = new ConcurrentLinkedQueue<>();
    private final LongAdder frames = new LongAdder();

    /** @param tokens by the number of the connection, from 0 */
    CountingClients(String webSocketUrl, IntFunction<String> tokens) {
        this.url = webSocketUrl + "?token=";
        this.tokens = tokens;
    }

    /** Returns when so many are connected. */
    void growTo(int size) {
        var handshakes = new Semaphore(HANDSHAKES_AT_ONCE);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = sockets.size(); i < size; i++) {
                var uri = URI.create(url + tokens.apply(i));
                threads.execute(() -> connect(uri, handshakes));
            }
        }
        if (sockets.size() != size) {
            throw new AssertionError(
                    "%d of %d are connected; some were: %s".formatted(sockets.size(), size, refusals));
        }
    }

    /** Of all connections together. */
    long frames() {
        return frames.sum();
    }

    /** Those that nobody has closed. */
    long open() {
        return sockets.stream().filter(socket -> !socket.isInputClosed()).count();
    }

    @Override
    public void close() {
        sockets.forEach(WebSocket::abort);
        http.shutdownNow();
    }

    /** A busy machine answers some handshakes late and so with 5xx, after which a client comes again. */
    private void connect(URI uri, Semaphore handshakes) {
        handshakes.acquireUninterruptibly();
        try {
            for (int attempt = 1; !connected(uri) && attempt < MOST_ATTEMPTS; attempt++) {
                LockSupport.parkNanos(BETWEEN_ATTEMPTS.toNanos());
            }
        } finally {
            handshakes.release();
        }
    }

    private boolean connected(URI uri) {
        try {
            sockets.add(http.newWebSocketBuilder().buildAsync(uri, new Counter()).join());
            return true;
        } catch (CompletionException e) {
            refusals.add(e.getCause() instanceof WebSocketHandshakeException refused
                    ? "answered " + refused.getResponse().statusCode()
                    : e.getCause().toString());
            return false;
        }
    }

    private final class Counter implements WebSocket.Listener {

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            if (last) {
                frames.increment();
            }
            socket.request(1);
            return null;
        }
    }
}

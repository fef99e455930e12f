package hermes.cli;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Many clients that are connected all the time and reconnect all the time, in turn, each time with a fresh token. A
 * client's old connection is closed when the new one is open.
 */
final class Herd implements AutoCloseable {

    /** The authorizer reads its keys again at most as often, whatever tokens it is shown. */
    static final Duration BETWEEN_KEY_READS = Duration.ofSeconds(5);

    /** As many handshakes at the same time as a small machine can bear. */
    private static final int AT_ONCE = 6;

    private final BlockingQueue<Client> turns = new LinkedBlockingQueue<>();
    private final Queue<String> refusals = new ConcurrentLinkedQueue<>();
    private final AtomicLong reconnections = new AtomicLong();
    private final AtomicInteger lost = new AtomicInteger();
    private final int size;
    private final String url;
    private final Supplier<String> tokens;
    private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);

    Herd(int size, String url, Supplier<String> tokens) {
        this.size = size;
        this.url = url;
        this.tokens = tokens;
        for (int client = 0; client < size; client++) {
            turns.add(new Client());
        }
        for (int thread = 0; thread < AT_ONCE; thread++) {
            threads.submit(() -> {
                keepReconnecting();
                return null;
            });
        }
    }

    private void keepReconnecting() throws InterruptedException {
        while (!threads.isShutdown()) {
            Client client = turns.take();
            client.reconnect();
            turns.add(client);
        }
    }

    /**
     * With a token that was issued after the call: those whose turn had begun before it do not count.
     *
     * @param atLeast how long they go on in any case
     */
    void awaitEveryoneReconnected(Duration atLeast) {
        long from = reconnections.get();
        long start = System.nanoTime();
        Eventually.isTrue("everyone has reconnected", Duration.ofMinutes(3),
                () -> reconnections.get() >= from + size + AT_ONCE
                        && System.nanoTime() - start >= atLeast.toNanos());
    }

    /** What those got who were not let in. */
    List<String> refusals() {
        return List.copyOf(refusals);
    }

    /** Connections that ended without their client's doing. */
    int lostConnections() {
        return lost.get();
    }

    @Override
    public void close() {
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
                throw new AssertionError("a client still waits for its handshake");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while the clients ended", interrupted);
        }
        turns.forEach(Client::leave);
    }

    private final class Client {

        private Listener connection;

        private void reconnect() {
            if (connection != null && connection.isClosed()) {
                lost.incrementAndGet();
            }
            try {
                var next = new Listener(url, tokens.get());
                leave();
                connection = next;
                reconnections.incrementAndGet();
            } catch (CompletionException refused) {
                refusals.add(String.valueOf(refused.getCause()));
            }
        }

        private void leave() {
            if (connection != null) {
                connection.close();
            }
        }
    }
}

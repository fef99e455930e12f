package hermes.system;

import hermes.testing.Eventually;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * Many clients that are connected all the time and reconnect all the time, in turn, each time with a token of the
 * backend of the day. A client's old connection is closed when the new one is open. Thread-safe.
 */
final class ReconnectingClients implements AutoCloseable {

    /** Each handshake at the same time asks for three more function processes, which start slowly. */
    private static final int AT_ONCE = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final BlockingQueue<Client> turns = new LinkedBlockingQueue<>();
    private final Queue<String> refusals = new ConcurrentLinkedQueue<>();
    private final AtomicLong connects = new AtomicLong();
    private final AtomicLong faults = new AtomicLong();
    private final AtomicInteger lost = new AtomicInteger();
    private final ReadWriteLock awake = new ReentrantReadWriteLock(true);
    private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    private final List<Future<?>> running = new ArrayList<>();
    private final int size;
    private final String url;
    private volatile Supplier<String> tokens;

    ReconnectingClients(int size, String url, Supplier<String> tokens) {
        this.size = size;
        this.url = url;
        this.tokens = tokens;
        for (int client = 0; client < size; client++) {
            turns.add(new Client());
        }
        for (int thread = 0; thread < AT_ONCE; thread++) {
            running.add(threads.submit(this::keepReconnecting));
        }
        awaitEveryoneReconnected();
    }

    private void keepReconnecting() {
        try {
            while (!threads.isShutdown()) {
                reconnectTheNext();
            }
        } catch (InterruptedException _) {
            // That is the end.
        }
    }

    private void reconnectTheNext() throws InterruptedException {
        awake.readLock().lockInterruptibly();
        try {
            var client = turns.take();
            client.reconnect();
            turns.add(client);
        } finally {
            awake.readLock().unlock();
        }
    }

    /** Returns when each client has had a turn with such a token, refused or not. */
    void goOnWith(Supplier<String> newTokens) {
        tokens = newTokens;
        awaitEveryoneReconnected();
    }

    private void awaitEveryoneReconnected() {
        long enough = attempts() + size + AT_ONCE;
        Eventually.isTrue("everyone has reconnected", PATIENCE, () -> attempts() >= enough);
    }

    private long attempts() {
        return connects.get() + refusals.size();
    }

    /** Everyone stays connected, and nobody connects anew. */
    void rest(Duration time) {
        awake.writeLock().lock();
        try {
            long start = System.nanoTime();
            Eventually.isTrue("the rest is over", time.plus(PATIENCE),
                    () -> System.nanoTime() - start >= time.toNanos());
        } finally {
            awake.writeLock().unlock();
        }
    }

    long connects() {
        return connects.get();
    }

    /**
     * How often the stack said that it could not tell, a machine too busy for its own bounds, say: who hears that comes
     * again.
     */
    long faults() {
        return faults.get();
    }

    /** What those got who were not let in. */
    List<String> refusals() {
        return List.copyOf(refusals);
    }

    /** Connections that ended without their client's doing; complete after {@link #close()}. */
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
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while the clients ended", e);
        }
        turns.forEach(Client::leave);
        running.forEach(Future::resultNow);
    }

    private final class Client {

        private Browser connection;

        private void reconnect() {
            try {
                var next = new Browser(url, tokens.get());
                connects.incrementAndGet();
                leave();
                connection = next;
            } catch (RuntimeException e) {
                count(e);
            }
        }

        private void count(RuntimeException failure) {
            if (!(failure.getCause() instanceof WebSocketHandshakeException answered)) {
                refusals.add(failure.toString());
            } else if (answered.getResponse().statusCode() >= 500) {
                faults.incrementAndGet();
            } else {
                refusals.add("answered " + answered.getResponse().statusCode());
            }
        }

        private void leave() {
            if (connection == null) {
                return;
            }
            if (connection.isClosed()) {
                lost.incrementAndGet();
            }
            connection.close();
        }
    }
}

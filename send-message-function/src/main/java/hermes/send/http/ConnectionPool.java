package hermes.send.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/** Connections that wait for their next exchange, the one that was used last first. Thread-safe. */
final class ConnectionPool {

    /** A TLS handshake takes as much of a processor as a dozen exchanges, so connections are opened by and by. */
    private static final int MOST_OPENING = 4;

    /** About as long as an exchange takes: who waits no longer is better off with a connection that becomes free. */
    private static final Duration WORTH_OPENING = Duration.ofMillis(10);

    /** Servers give up what is idle for a minute and more. */
    private static final Duration MOST_IDLE = Duration.ofSeconds(50);

    /** Between exchanges that follow each other no server closes a connection without a word. */
    private static final Duration SURELY_OPEN = Duration.ofSeconds(1);

    private static final long WORTH = Long.getLong("worth", 10) * 1_000_000;
    private final Limits limits;
    private final Tls tls;
    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition change = lock.newCondition();
    private final Deque<HttpConnection> idle = new ArrayDeque<>();
    private final Set<HttpConnection> used = new HashSet<>();
    private int opening;
    private boolean closed;

    /** @param nanoTime for how long a connection has been idle */
    ConnectionPool(Limits limits, Tls tls, LongSupplier nanoTime) {
        this.limits = limits;
        this.tls = tls;
        this.nanoTime = nanoTime;
    }

    /** @throws IOException if none is free for too long, or none can be opened */
    HttpConnection take(Origin origin) throws IOException {
        for (;;) {
            var found = free(origin);
            if (found.isEmpty()) {
                return open(origin);
            }
            if (usable(found.get())) {
                return found.get();
            }
            drop(found.get());
        }
    }

    /** @param connection which has been taken, and can serve another exchange */
    void give(HttpConnection connection) {
        connection.idleSince(nanoTime.getAsLong());
        lock.lock();
        try {
            used.remove(connection);
            if (closed) {
                connection.close();
            } else {
                idle.addFirst(connection);
            }
            change.signal();
        } finally {
            lock.unlock();
        }
    }

    /** @param connection which has been taken, and is of no more use */
    void drop(HttpConnection connection) {
        connection.abort();
        lock.lock();
        try {
            used.remove(connection);
            change.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Ends all exchanges. */
    void close() {
        lock.lock();
        try {
            closed = true;
            idle.forEach(HttpConnection::close);
            idle.clear();
            used.forEach(HttpConnection::abort);
            change.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** @return empty if the caller is to open one */
    private Optional<HttpConnection> free(Origin origin) throws IOException {
        lock.lock();
        try {
            return awaitFree(origin);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while no connection was free");
        } finally {
            lock.unlock();
        }
    }

    private Optional<HttpConnection> awaitFree(Origin origin) throws IOException, InterruptedException {
        long began = System.nanoTime();
        for (long waited = 0; waited < limits.answering().toNanos(); waited = System.nanoTime() - began) {
            if (closed) {
                throw new IOException("The HTTP client is closed");
            }
            for (HttpConnection connection : idle) {
                if (connection.origin().equals(origin)) {
                    idle.remove(connection);
                    used.add(connection);
                    return Optional.of(connection);
                }
            }
            if (mayOpen(waited)) {
                opening++;
                return Optional.empty();
            }
            change.awaitNanos(WORTH_OPENING.toNanos());
        }
        throw new SocketTimeoutException("No connection became free within %s".formatted(limits.answering()));
    }

    /** Makes room by closing what is idle and leads to another server. */
    private boolean mayOpen(long waitedNanos) {
        boolean worth = waitedNanos >= WORTH_OPENING.toNanos() || used.size() + opening == 0;
        if (!worth || opening == MOST_OPENING || used.size() + opening == limits.mostConnections()) {
            return false;
        }
        if (idle.size() + used.size() + opening == limits.mostConnections()) {
            idle.removeLast().close();
        }
        return true;
    }

    private HttpConnection open(Origin origin) throws IOException {
        HttpConnection connection = null;
        try {
            connection = HttpConnection.open(origin, limits, tls);
            return connection;
        } finally {
            opened(connection);
        }
    }

    private void opened(HttpConnection connection) {
        lock.lock();
        try {
            opening--;
            if (connection != null) {
                used.add(connection);
            }
            change.signal();
        } finally {
            lock.unlock();
        }
    }

    private boolean usable(HttpConnection connection) {
        var idleTime = Duration.ofNanos(nanoTime.getAsLong() - connection.idleSince());
        return idleTime.compareTo(SURELY_OPEN) < 0
                || idleTime.compareTo(MOST_IDLE) < 0 && !connection.ended();
    }
}

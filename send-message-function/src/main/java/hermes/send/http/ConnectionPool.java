package hermes.send.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
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

    private final Limits limits;
    private final Tls tls;
    private final LongSupplier wallMillis;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition change = lock.newCondition();
    private final Deque<HttpConnection> idle = new ArrayDeque<>();
    private final ConnectionsInUse used;
    private int opening;
    private boolean closed;

    /**
     * @param wallMillis tells for how long a connection has been idle: it goes on while a process lies in a snapshot,
     *        which the clock of durations does not
     */
    ConnectionPool(Limits limits, Tls tls, LongSupplier wallMillis) {
        this.limits = limits;
        this.tls = tls;
        this.wallMillis = wallMillis;
        this.used = new ConnectionsInUse(limits.inAll());
    }

    /** For a call that begins. */
    TimeLimit limitFromNow() {
        return TimeLimit.fromNow(limits.inAll());
    }

    /**
     * @param limit of the call, which is aborted when it has passed
     * @throws IOException if none is free for too long, or none can be opened
     */
    HttpConnection take(Origin origin, TimeLimit limit) throws IOException {
        for (;;) {
            var taken = reserved(origin, limit);
            if (!taken.isOpen()) {
                open(taken);
                return taken;
            }
            if (usable(taken)) {
                return taken;
            }
            drop(taken);
        }
    }

    /** @param connection which has been taken, and can serve another exchange */
    void give(HttpConnection connection) {
        connection.idleSince(wallMillis.getAsLong());
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
            used.abort();
            change.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** @return one that was idle, or one for the caller to open */
    private HttpConnection reserved(Origin origin, TimeLimit limit) throws IOException {
        lock.lock();
        try {
            var free = awaitFree(origin, limit);
            free.limit(limit);
            used.add(free);
            return free;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while no connection was free");
        } finally {
            lock.unlock();
        }
    }

    private HttpConnection awaitFree(Origin origin, TimeLimit limit)
            throws IOException, InterruptedException {
        long began = System.nanoTime();
        while (!limit.passed()) {
            if (closed) {
                throw new IOException("The HTTP client is closed");
            }
            for (HttpConnection connection : idle) {
                if (connection.origin().equals(origin)) {
                    idle.remove(connection);
                    return connection;
                }
            }
            if (mayOpen(System.nanoTime() - began)) {
                opening++;
                return new HttpConnection(origin);
            }
            change.awaitNanos(WORTH_OPENING.toNanos());
        }
        throw limit.exceeded("No connection became free");
    }

    /** Makes room by closing what is idle and leads to another server. */
    private boolean mayOpen(long waitedNanos) {
        boolean worth = waitedNanos >= WORTH_OPENING.toNanos() || used.count() == 0;
        if (!worth || opening == MOST_OPENING || used.count() == limits.mostConnections()) {
            return false;
        }
        if (idle.size() + used.count() == limits.mostConnections()) {
            idle.removeLast().close();
        }
        return true;
    }

    private void open(HttpConnection connection) throws IOException {
        boolean open = false;
        try {
            connection.open(limits.connecting(), tls);
            open = true;
        } finally {
            opened();
            if (!open) {
                drop(connection);
            }
        }
    }

    private void opened() {
        lock.lock();
        try {
            opening--;
            change.signal();
        } finally {
            lock.unlock();
        }
    }

    private boolean usable(HttpConnection connection) {
        var idleTime = Duration.ofMillis(wallMillis.getAsLong() - connection.idleSince());
        if (!idleTime.isNegative() && idleTime.compareTo(SURELY_OPEN) < 0) {
            return !connection.hasInput();
        }
        return idleTime.compareTo(MOST_IDLE) < 0 && !connection.ended();
    }
}

package hermes.send.http;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * Connections that serve calls. One whose call takes too long is aborted, as sockets know no limit for a write, a handshake
 * or an answer as a whole. Thread-safe.
 */
final class ConnectionsInUse {

    /** Overdue calls are looked for so often in the time that one may take, which it can exceed by a tenth for that. */
    private static final int LOOKS_A_CALL = 10;

    private final Duration betweenLooks;
    private final Set<HttpConnection> connections = new HashSet<>();
    private boolean watched;

    /** @param inAll is what a call may take */
    ConnectionsInUse(Duration inAll) {
        this.betweenLooks = inAll.dividedBy(LOOKS_A_CALL);
    }

    /** @param connection has the limit of the call that it serves */
    synchronized void add(HttpConnection connection) {
        connections.add(connection);
        if (!watched) {
            watched = true;
            Thread.ofVirtual().name("http-watchdog").start(this::watch);
        }
    }

    synchronized void remove(HttpConnection connection) {
        connections.remove(connection);
    }

    synchronized int count() {
        return connections.size();
    }

    /** Ends all of their calls. */
    synchronized void abort() {
        connections.forEach(HttpConnection::abort);
    }

    /** As long as there are any. */
    private void watch() {
        try {
            while (abortWhatIsOverdue()) {
                Thread.sleep(betweenLooks);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("Nobody knows this thread", e);
        }
    }

    /** @return whether there is something to watch */
    private synchronized boolean abortWhatIsOverdue() {
        connections.forEach(HttpConnection::abortIfOverdue);
        watched = !connections.isEmpty();
        return watched;
    }
}

package hermes.local.stack;

import io.undertow.server.AbstractServerConnection;
import io.undertow.server.HttpHandler;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import org.xnio.ChannelListener;
import org.xnio.StreamConnection;

/**
 * Bounds how long a request's head may take, and how many connections may be open whose head is not there yet. Who is
 * over a bound is answered 408 and cut off; of too many that is who came first, as an honest head comes in one piece.
 * Thread-safe.
 */
final class HeadWatch implements ChannelListener<StreamConnection> {

    private final ChannelListener<StreamConnection> next;
    private final Duration time;
    private final int most;
    private final Set<RequestHead> unfinished = new LinkedHashSet<>();

    /**
     * @param next is given each connection, and reads it
     * @param time from the first bytes of a head to its end
     * @param most connections that may be open without a head
     */
    HeadWatch(ChannelListener<StreamConnection> next, Duration time, int most) {
        this.next = next;
        this.time = time;
        this.most = most;
    }

    /** Called when a connection was accepted, on its I/O thread. */
    @Override
    public void handleEvent(StreamConnection connection) {
        var head = new RequestHead(connection, time, this);
        connection.getSourceChannel().setConduit(head);
        begun(head);
        next.handleEvent(connection);
    }

    /** @return hands requests, whose heads are there, to the handler */
    HttpHandler before(HttpHandler handler) {
        return exchange -> {
            var connection = (AbstractServerConnection) exchange.getConnection();
            if (connection.getOriginalSourceConduit() instanceof RequestHead head) {
                head.finish(exchange);
            }
            handler.handleRequest(exchange);
        };
    }

    /** Who hung up without a head is looked for only when there are too many. */
    synchronized void begun(RequestHead head) {
        unfinished.add(head);
        if (unfinished.size() > most) {
            unfinished.removeIf(RequestHead::isClosed);
        }
        if (unfinished.size() > most) {
            var first = unfinished.iterator();
            first.next().refuse();
            first.remove();
        }
    }

    synchronized int count() {
        return unfinished.size();
    }

    synchronized void finished(RequestHead head) {
        unfinished.remove(head);
    }
}

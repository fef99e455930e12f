package hermes.cli.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.undertow.Handlers;
import io.undertow.server.HttpHandler;
import io.undertow.server.handlers.sse.ServerSentEventConnection;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Sends what happens in the stack to every page that listens, as Server-Sent Events; a page that comes later gets
 * the last ones first. Thread-safe.
 */
public final class LogFeed implements AutoCloseable {

    private static final int REMEMBERED = 200;
    private static final long KEEP_ALIVE_MILLIS = 15_000;

    private final Deque<String> recent = new ArrayDeque<>();
    private final Set<ServerSentEventConnection> pages = new HashSet<>();

    HttpHandler handler() {
        return Handlers.serverSentEvents(this::welcome);
    }

    private synchronized void welcome(ServerSentEventConnection page, String lastEventId) {
        page.setKeepAliveTime(KEEP_ALIVE_MILLIS);
        page.addCloseTask(this::forget);
        pages.add(page);
        recent.forEach(page::send);
    }

    private synchronized void forget(ServerSentEventConnection page) {
        pages.remove(page);
    }

    synchronized void add(JsonNode event) {
        var line = event.toString();
        if (recent.size() == REMEMBERED) {
            recent.removeFirst();
        }
        recent.addLast(line);
        pages.forEach(page -> page.send(line));
    }

    @Override
    public synchronized void close() {
        List.copyOf(pages).forEach(ServerSentEventConnection::shutdown);
    }
}

package hermes.local.gateway;

import io.undertow.server.HttpServerExchange;
import io.undertow.server.ServerConnection;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.xnio.IoUtils;
import org.xnio.XnioIoThread;

/** The TCP connection of one client and the I/O thread that serves it. Thread-safe. */
final class ClientSocket {

    private final ServerConnection connection;
    private final XnioIoThread thread;

    ClientSocket(HttpServerExchange exchange) {
        connection = exchange.getConnection();
        thread = exchange.getIoThread();
    }

    /** Runs a short task that must not wait on the I/O thread, or never if the server has stopped. */
    void execute(Runnable task) {
        try {
            thread.execute(task);
        } catch (RejectedExecutionException _) {
            hangUp();
        }
    }

    /** As {@link #execute}, when the time is over. */
    void executeAfter(Duration wait, Runnable task) {
        try {
            thread.executeAfter(task, wait.toMillis() + 1, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException _) {
            hangUp();
        }
    }

    /** @param task runs once, also if the connection was closed before */
    void onClosed(Runnable task) {
        // Undertow keeps its listeners in a plain list, which only the I/O thread may touch.
        execute(() -> {
            if (connection.isOpen()) {
                connection.addCloseListener(_ -> task.run());
            } else {
                task.run();
            }
        });
    }

    /** Closes without a close frame; what was written is still sent. */
    void hangUp() {
        IoUtils.safeClose(connection);
    }
}

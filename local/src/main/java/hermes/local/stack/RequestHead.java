package hermes.local.stack;

import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.xnio.ChannelListeners;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;
import org.xnio.XnioExecutor;
import org.xnio.conduits.AbstractStreamSourceConduit;
import org.xnio.conduits.StreamSourceConduit;

/**
 * What is read from a connection, watched while it is the head of a request; bodies and what comes after an upgrade
 * pass. Used by the connection's I/O thread, but where something else is said.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-15.5.9">RFC 9110, section 15.5.9</a>
 */
final class RequestHead extends AbstractStreamSourceConduit<StreamSourceConduit> {

    private static final byte[] TIMEOUT = """
        HTTP/1.1 408 Request Timeout\r
        Content-Length: 0\r
        Connection: close\r
        \r
        """.getBytes(StandardCharsets.US_ASCII);

    private static final Duration LINGERING = Duration.ofSeconds(1);

    private final StreamConnection connection;
    private final Duration time;
    private final HeadWatch watch;
    private volatile boolean finished;
    private boolean begun;

    /** A connection is watched from the beginning; of later requests only who does not have its head there at once. */
    private boolean watched = true;
    private XnioExecutor.Key timer;

    RequestHead(StreamConnection connection, Duration time, HeadWatch watch) {
        super(connection.getSourceChannel().getConduit());
        this.connection = connection;
        this.time = time;
        this.watch = watch;
    }

    /** Most heads are finished before there is nothing more to read: they take no timer. */
    @Override
    public int read(ByteBuffer buffer) throws IOException {
        int bytes = super.read(buffer);
        if (!finished) {
            begun |= bytes > 0;
            if (bytes == 0 && begun && timer == null) {
                timer = later(time, this::timeOut);
                watched = true;
                watch.begun(this);
            }
        }
        return bytes;
    }

    /** The head is there; when the request is done, the next may begin. */
    void finish(HttpServerExchange exchange) {
        finished = true;
        begun = false;
        if (timer != null) {
            timer.remove();
            timer = null;
        }
        if (watched) {
            watched = false;
            watch.finished(this);
        }
        exchange.addExchangeCompleteListener((done, next) -> {
            finished = done.isUpgrade();
            next.proceed();
        });
    }

    /** On any thread. */
    boolean isClosed() {
        return !connection.isOpen();
    }

    /** On any thread; the connection is answered and closed soon, unless its head is finished by then. */
    void refuse() {
        later(Duration.ZERO, () -> {
            if (!finished) {
                answer();
                IoUtils.safeClose(connection);
            }
        });
    }

    /** What is on the way is read for a moment: a close would be a reset, and the client would not see the answer. */
    private void timeOut() {
        if (finished) {
            return;
        }
        answer();
        connection.getSourceChannel().setReadListener(ChannelListeners.drainListener(Long.MAX_VALUE,
                _ -> IoUtils.safeClose(connection), (_, _) -> IoUtils.safeClose(connection)));
        connection.getSourceChannel().wakeupReads();
        later(LINGERING, () -> IoUtils.safeClose(connection));
    }

    /** Runs the task on the I/O thread, or never if the port has been closed; the connection is closed then as well. */
    private XnioExecutor.Key later(Duration wait, Runnable task) {
        try {
            return getReadThread().executeAfter(task, wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException _) {
            IoUtils.safeClose(connection);
            return XnioExecutor.Key.IMMEDIATE;
        }
    }

    private void answer() {
        try {
            connection.getSinkChannel().write(ByteBuffer.wrap(TIMEOUT));
            connection.getSinkChannel().shutdownWrites();
            connection.getSinkChannel().flush();
        } catch (IOException _) {
            // Who has gone needs no answer.
        }
    }
}

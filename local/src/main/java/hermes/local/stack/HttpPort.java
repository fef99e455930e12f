package hermes.local.stack;

import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.connector.ByteBufferPool;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpOpenListener;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.xnio.ChannelListeners;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.StreamConnection;
import org.xnio.channels.AcceptingChannel;

/**
 * A port of this machine on which HTTP is spoken. It is bound before anybody is there to answer, because the names of a
 * stack's resources contain it; who comes too early is told 503. A request that is refused before it was read is read
 * all the same, as with its bytes on the way a close would be a reset, and the client would not see the answer.
 * Thread-safe.
 */
public final class HttpPort implements AutoCloseable {

    /** Four times the largest request that any service takes, DynamoDB's 16 MB; who sends more is cut off. */
    public static final long MOST_READ = 64L * 1024 * 1024;

    /** A head comes in one piece, or somebody means to keep the connection busy. */
    private static final Duration HEAD = Duration.ofSeconds(10);

    /** Between two requests, and before the first. */
    private static final int IDLE_MILLIS = 60_000;

    /** Enough for answers that are being written; idle connections of HTTP clients are not worth waiting for. */
    private static final int STOPPING_MILLIS = 200;

    private static final int BUFFER_BYTES = 16 * 1024;

    /** More than are in use at once, which few hundred requests at the same time are. */
    private static final int BUFFERS_KEPT = 256;

    /** As many as wait to be accepted; an honest one has its head there at once. */
    private static final int MOST_WITHOUT_HEAD = 1_000;

    private static final OptionMap SOCKETS = OptionMap.builder().set(Options.TCP_NODELAY, true)
            .set(Options.REUSE_ADDRESSES, true).set(Options.BACKLOG, MOST_WITHOUT_HEAD).getMap();

    private static final OptionMap HTTP = OptionMap.builder().set(UndertowOptions.BUFFER_PIPELINED_DATA, true)
            .set(UndertowOptions.MAX_ENTITY_SIZE, MOST_READ)
            .set(UndertowOptions.NO_REQUEST_TIMEOUT, IDLE_MILLIS).getMap();

    private final Undertow threads = Undertow.builder()
            .setServerOption(UndertowOptions.SHUTDOWN_TIMEOUT, STOPPING_MILLIS).build();
    private final AcceptingChannel<StreamConnection> server;
    private final HeadWatch heads;
    private final int port;
    private volatile HttpHandler handler = HttpPort::tooEarly;

    private HttpPort(String whose, int wanted, Duration head, int mostWithoutHead) {
        var requests = new HttpOpenListener(buffers(), HTTP);
        heads = new HeadWatch(requests, head, mostWithoutHead);
        requests.setRootHandler(heads.before(exchange -> handler.handleRequest(exchange)));
        threads.start();
        try {
            server = threads.getWorker().createStreamConnectionServer(
                    new InetSocketAddress("localhost", wanted),
                    ChannelListeners.openListenerAdapter(heads), SOCKETS);
        } catch (IOException e) {
            threads.stop();
            throw new LocalStackException(
                    "%s cannot listen on port %d of this machine: stop what uses it, or choose"
                            .formatted(whose, wanted) + " another port.",
                    e);
        }
        port = server.getLocalAddress(InetSocketAddress.class).getPort();
        server.resumeAccepts();
    }

    /**
     * @param whose begins the sentence that says that the port is taken
     * @param wanted 0 for any that is free
     * @throws LocalStackException if another program has the port
     */
    public static HttpPort bind(String whose, int wanted) {
        return bind(whose, wanted, HEAD, MOST_WITHOUT_HEAD);
    }

    /**
     * @param head the time in which all of a request's head must be there once it has begun
     * @param mostWithoutHead connections of which no head is there yet; one more, and the first of them is closed
     */
    static HttpPort bind(String whose, int wanted, Duration head, int mostWithoutHead) {
        return new HttpPort(whose, wanted, head, mostWithoutHead);
    }

    /** The one that was bound, also after it was closed. */
    public int number() {
        return port;
    }

    /** Connections of which no head is there yet, those included that hung up since. */
    int withoutHead() {
        return heads.count();
    }

    /** From now on the handler answers, called by I/O threads, which must not wait. None is without a guard. */
    public void serve(LoopbackGuard handler) {
        this.handler = handler;
    }

    /** May be called again. */
    @Override
    public synchronized void close() {
        // A second close would wait for threads that have ended.
        if (server.isOpen()) {
            IoUtils.safeClose(server);
            threads.stop();
        }
    }

    /** On the heap and not cached by thread: each virtual thread would leave a cache of direct memory behind. */
    static ByteBufferPool buffers() {
        return new DefaultByteBufferPool(false, BUFFER_BYTES, BUFFERS_KEPT, 0);
    }

    private static void tooEarly(HttpServerExchange exchange) {
        exchange.setStatusCode(StatusCodes.SERVICE_UNAVAILABLE).endExchange();
    }
}

package hermes.local.stack;

import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.StatusCodes;
import java.net.InetSocketAddress;
import java.time.Duration;

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

    /** On the heap and not cached by thread: each virtual thread would leave a cache of direct memory behind. */
    private static final int BUFFER_BYTES = 16 * 1024;

    private final Undertow server;
    private final int port;
    private volatile HttpHandler handler = HttpPort::tooEarly;

    private HttpPort(String whose, int wanted, Duration head) {
        server = Undertow.builder()
                .addHttpListener(wanted, "localhost", exchange -> handler.handleRequest(exchange))
                .setByteBufferPool(new DefaultByteBufferPool(false, BUFFER_BYTES, -1, 0))
                .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, MOST_READ)
                .setServerOption(UndertowOptions.REQUEST_PARSE_TIMEOUT, (int) head.toMillis())
                .setServerOption(UndertowOptions.NO_REQUEST_TIMEOUT, IDLE_MILLIS)
                .setServerOption(UndertowOptions.SHUTDOWN_TIMEOUT, STOPPING_MILLIS).build();
        try {
            server.start();
        } catch (RuntimeException e) {
            throw new LocalStackException(
                    "%s cannot listen on port %d of this machine: stop what uses it, or choose"
                            .formatted(whose, wanted) + " another port.",
                    e);
        }
        port = ((InetSocketAddress) server.getListenerInfo().getFirst().getAddress()).getPort();
    }

    /**
     * @param whose begins the sentence that says that the port is taken
     * @param wanted 0 for any that is free
     * @throws LocalStackException if another program has the port
     */
    public static HttpPort bind(String whose, int wanted) {
        return bind(whose, wanted, HEAD);
    }

    /** @param head the time in which all of a request's head must be there once it has begun */
    static HttpPort bind(String whose, int wanted, Duration head) {
        return new HttpPort(whose, wanted, head);
    }

    /** The one that was bound, also after it was closed. */
    public int number() {
        return port;
    }

    /** From now on the handler answers, called by I/O threads, which must not wait. None is without a guard. */
    public void serve(LoopbackGuard handler) {
        this.handler = handler;
    }

    /** May be called again. */
    @Override
    public void close() {
        server.stop();
    }

    private static void tooEarly(HttpServerExchange exchange) {
        exchange.setStatusCode(StatusCodes.SERVICE_UNAVAILABLE).endExchange();
    }
}

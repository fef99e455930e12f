package hermes.cli.tail;

import hermes.common.Subprotocols;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A browser's WebSocket whose messages one thread waits for, and which then ends with an event. For one thread; another may
 * {@link #cut} it.
 */
public final class FrameSocket implements AutoCloseable {

    private static final Duration HANDSHAKE = Duration.ofSeconds(30);

    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final WebSocket socket;

    /** What a connection brings. */
    public sealed interface Event {

        record Message(String text) implements Event {}

        /** The last event. */
        record Ended(String reason) implements Event {}
    }

    /** @throws Refused if no connection came about */
    public FrameSocket(HttpClient http, String url, String token) {
        try {
            this.socket = http.newWebSocketBuilder().connectTimeout(HANDSHAKE)
                    .subprotocols(Subprotocols.HERMES, Subprotocols.TOKEN_PREFIX + token)
                    .buildAsync(URI.create(url), new Events()).join();
        } catch (CompletionException e) {
            throw refused(e.getCause());
        }
    }

    private static Refused refused(Throwable cause) {
        if (cause instanceof WebSocketHandshakeException handshake) {
            int status = handshake.getResponse().statusCode();
            return new Refused("the handshake was answered " + status, status, cause);
        }
        var message = cause.getMessage();
        return new Refused(message == null ? "no connection" : message, 0, cause);
    }

    /** Empty if nothing came in that time. */
    public Optional<Event> next(Duration patience) throws InterruptedException {
        return Optional.ofNullable(events.poll(patience.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** Does not wait; what goes wrong ends the connection. */
    public void send(String text) {
        socket.sendText(text, true).whenComplete((_, failure) -> {
            if (failure != null) {
                events.add(new Event.Ended(String.valueOf(failure.getMessage())));
            }
        });
    }

    /** Ends it without a word, as a network that breaks. */
    public void cut() {
        socket.abort();
        events.add(new Event.Ended("cut"));
    }

    /** Does not wait for the other side. */
    @Override
    public void close() {
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").whenComplete((_, _) -> socket.abort());
    }

    /** No connection came about. */
    public static final class Refused extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final int status;

        private Refused(String message, int status, Throwable cause) {
            super(message, cause);
            this.status = status;
        }

        /** Of the handshake's answer; 0 if there was none. */
        public int status() {
            return status;
        }
    }

    private final class Events implements WebSocket.Listener {

        private final StringBuilder parts = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence part, boolean last) {
            parts.append(part);
            if (last) {
                events.add(new Event.Message(parts.toString()));
                parts.setLength(0);
            }
            webSocket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket webSocket, int status, String reason) {
            events.add(new Event.Ended("closed with " + status + (reason.isEmpty() ? "" : ", " + reason)));
            return null;
        }

        @Override
        public void onError(WebSocket webSocket, Throwable error) {
            events.add(new Event.Ended(String.valueOf(error.getMessage())));
        }
    }
}

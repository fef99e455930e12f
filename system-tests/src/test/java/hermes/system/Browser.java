package hermes.system;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import hermes.cli.terminal.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A browser as far as the stack can tell: the JDK's WebSocket client, remembering what it received. */
public final class Browser implements AutoCloseable {

    /** Generous, because the first invocation of a function waits for its process on a busy machine. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final BlockingQueue<Frame> received = new LinkedBlockingQueue<>();
    private final WebSocket socket;

    /** @param nanoTime when its last part arrived */
    public record Frame(String text, long nanoTime) {

        public JsonNode json() {
            try {
                return Json.parse(text);
            } catch (JsonProcessingException e) {
                throw new AssertionError("a frame is not JSON: " + text, e);
            }
        }
    }

    public Browser(String webSocketUrl, String token) {
        this.socket = HTTP.newWebSocketBuilder()
                .connectTimeout(PATIENCE)
                .buildAsync(URI.create(webSocketUrl + "?token=" + token), new Collector())
                .join();
    }

    /** The status with which a handshake is refused, or 101. */
    public static int handshakeStatus(String url) {
        try {
            HTTP.newWebSocketBuilder().buildAsync(URI.create(url), new WebSocket.Listener() {
            }).join().abort();
            return 101;
        } catch (CompletionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException handshake) {
                return handshake.getResponse().statusCode();
            }
            throw e;
        }
    }

    public void send(String text) {
        socket.sendText(text, true).join();
    }

    public JsonNode next() {
        return nextFrame().json();
    }

    public Frame nextFrame() {
        try {
            var frame = received.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (frame == null) {
                throw new AssertionError("nothing arrived within " + PATIENCE);
            }
            return frame;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for a frame", e);
        }
    }

    /** Everything up to and including the first frame that matches. */
    public List<JsonNode> until(Predicate<JsonNode> last) {
        var frames = new ArrayList<JsonNode>();
        do {
            frames.add(next());
        } while (!last.test(frames.getLast()));
        return frames;
    }

    /** Whether the server has closed the connection. */
    public boolean isClosed() {
        return socket.isInputClosed();
    }

    @Override
    public void close() {
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").exceptionally(_ -> null).join();
        socket.abort();
    }

    private final class Collector implements WebSocket.Listener {

        private final StringBuilder parts = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence part, boolean last) {
            parts.append(part);
            if (last) {
                received.add(new Frame(parts.toString(), System.nanoTime()));
                parts.setLength(0);
            }
            webSocket.request(1);
            return null;
        }
    }
}

package hermes.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.local.websocket.CloseStatus;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.Collection;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** A client of the JDK's, which knows nothing of our code. */
final class Peer implements WebSocket.Listener {

    private static final int PATIENCE_SECONDS = 30;

    static final HttpClient HTTP = HttpClient.newHttpClient();

    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    private final CompletableFuture<CloseStatus> closed = new CompletableFuture<>();
    private final StringBuilder partial = new StringBuilder();
    private WebSocket socket;

    static Peer connect(URI uri) {
        return connect(uri, builder -> builder);
    }

    static Peer connect(URI uri, UnaryOperator<WebSocket.Builder> options) {
        var peer = new Peer();
        peer.socket = options.apply(HTTP.newWebSocketBuilder()).buildAsync(uri, peer).join();
        return peer;
    }

    /** The status of a handshake that must fail. */
    static int refusal(URI uri) {
        try {
            connect(uri).socket.abort();
            return 101;
        } catch (CompletionException e) {
            assertThat(e.getCause()).isInstanceOf(WebSocketHandshakeException.class);
            return ((WebSocketHandshakeException) e.getCause()).getResponse().statusCode();
        }
    }

    WebSocket socket() {
        return socket;
    }

    void say(String text) {
        socket.sendText(text, true).join();
    }

    /** The next message, waiting for it. */
    String hears() {
        try {
            String text = messages.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(text).as("a message within " + PATIENCE_SECONDS + " s").isNotNull();
            return text;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What came and was not asked for. */
    Collection<String> unheard() {
        return messages;
    }

    /** How the server closed; 1006 if it did without a close frame. */
    CloseStatus closed() {
        return closed.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    void close(int code, String reason) {
        socket.sendClose(code, reason).join();
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            messages.add(partial.toString());
            partial.setLength(0);
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
        closed.complete(new CloseStatus(code, reason));
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        closed.complete(CloseStatus.LOST);
    }
}

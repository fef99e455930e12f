package hermes.system.faults;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One WebSocket, which can also break as networks do. Thread-safe. */
final class ClientSocket implements WebSocket.Listener {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final int PATIENCE_SECONDS = 30;

    private final Consumer<String> receiver;
    private final StringBuilder parts = new StringBuilder();
    private volatile WebSocket socket;
    private volatile boolean deaf;
    private volatile boolean ended;

    private ClientSocket(Consumer<String> receiver) {
        this.receiver = receiver;
    }

    /** @return empty if the handshake was refused */
    static Optional<ClientSocket> open(String url, Consumer<String> receiver) {
        var opened = new ClientSocket(receiver);
        try {
            opened.socket = HTTP.newWebSocketBuilder().buildAsync(URI.create(url), opened)
                    .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
            return Optional.of(opened);
        } catch (CompletionException _) {
            return Optional.empty();
        }
    }

    /** Nothing happens if the connection is over. */
    void send(String text) {
        socket.sendText(text, true).orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).exceptionally(_ -> {
            ended = true;
            return null;
        }).join();
    }

    boolean isOpen() {
        return !ended;
    }

    /** From now on nothing arrives, and the other side does not know. */
    void goDeaf() {
        deaf = true;
    }

    void close() {
        ended = true;
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").exceptionally(_ -> null);
    }

    /** Ends without a close frame. */
    void cut() {
        ended = true;
        socket.abort();
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence part, boolean last) {
        parts.append(part);
        if (last) {
            var text = parts.toString();
            parts.setLength(0);
            if (!deaf && !ended) {
                receiver.accept(text);
            }
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        ended = true;
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        ended = true;
    }
}

package hermes.cli.console;

import com.fasterxml.jackson.databind.JsonNode;
import hermes.cli.stack.Stack;
import hermes.cli.stack.Stack.Published;
import hermes.cli.terminal.CommandFailed;
import hermes.cli.terminal.Json;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * Proves a stack once from end to end, as a backend and a browser use it: a token is issued, a WebSocket opened with
 * it, a notification put on the queue and received.
 */
public final class SelfCheck {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final String ROOM = "hermes-self-check";

    private final Stack stack;
    private final String webSocketUrl;

    public SelfCheck(Stack stack, String webSocketUrl) {
        this.stack = stack;
        this.webSocketUrl = webSocketUrl;
    }

    public sealed interface Result {

        /** @param delivery from the call that puts it on the queue to its arrival at the socket */
        record Proved(Duration connect, Duration delivery) implements Result {}

        record NotProved(String reason) implements Result {}
    }

    public Result run() {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return run(http);
        } catch (CompletionException failed) {
            return new Result.NotProved(reason(failed.getCause()));
        } catch (RuntimeException failed) {
            return new Result.NotProved(reason(failed));
        }
    }

    private Result run(HttpClient http) {
        long beforeConnect = System.nanoTime();
        String token = stack.issueToken("self-check", ROOM, Duration.ofMinutes(1), true);
        var received = new FirstFrame();
        WebSocket socket = http.newWebSocketBuilder()
                .buildAsync(
                        URI.create(
                                webSocketUrl + "?token=" + URLEncoder.encode(token, StandardCharsets.UTF_8)),
                        received)
                .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        try {
            long connected = System.nanoTime();
            String data = UUID.randomUUID().toString();
            JsonNode notification = Json.object().put("user_id", "self-check").put("room_id", ROOM)
                    .put("data", data);
            if (stack.publish(List.of(notification))
                    .getFirst() instanceof Published.Rejected(String reason)) {
                return new Result.NotProved("the queue refused the notification: " + reason);
            }
            String frame = received.text.orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join();
            long arrived = System.nanoTime();
            return frame.contains(data)
                    ? new Result.Proved(Duration.ofNanos(connected - beforeConnect),
                            Duration.ofNanos(arrived - connected))
                    : new Result.NotProved("another frame than the published one arrived: " + frame);
        } finally {
            socket.sendClose(WebSocket.NORMAL_CLOSURE, "").exceptionally(_ -> null).join();
            socket.abort();
        }
    }

    private static String reason(Throwable failure) {
        return switch (failure) {
            case WebSocketHandshakeException refused ->
                "the WebSocket was refused with status " + refused.getResponse().statusCode();
            case java.util.concurrent.TimeoutException _ ->
                "nothing arrived within " + PATIENCE.toSeconds() + " s";
            default -> failure.getMessage() == null ? failure.toString() : failure.getMessage();
        };
    }

    /** Completes with the first whole text message. */
    private static final class FirstFrame implements WebSocket.Listener {

        private final CompletableFuture<String> text = new CompletableFuture<>();
        private final StringBuilder parts = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            parts.append(part);
            if (last) {
                text.complete(parts.toString());
            }
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            text.completeExceptionally(
                    new CommandFailed("the WebSocket was closed with " + code + " " + reason));
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            text.completeExceptionally(error);
        }
    }
}

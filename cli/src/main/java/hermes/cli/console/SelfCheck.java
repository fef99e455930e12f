package hermes.cli.console;

import hermes.backend.Access;
import hermes.backend.Publication;
import hermes.cli.stack.StackOperations;
import hermes.cli.tail.FrameSocket;
import hermes.cli.tail.FrameSocket.Event;
import hermes.cli.terminal.CommandFailed;
import hermes.cli.terminal.Json;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * Proves a stack once from end to end, as a backend and a browser use it: a token is issued, a WebSocket opened with
 * it, a notification put on the queue and received.
 */
public final class SelfCheck {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final String ROOM = "hermes-self-check";

    private final StackOperations stack;
    private final String webSocketUrl;

    public SelfCheck(StackOperations stack, String webSocketUrl) {
        this.stack = stack;
        this.webSocketUrl = webSocketUrl;
    }

    public sealed interface Result {

        /** @param delivery from the call that puts it on the queue to its arrival at the socket */
        record Proved(Duration connect, Duration delivery) implements Result {}

        record NotProved(String reason) implements Result {}
    }

    public Result run() throws InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            var result = run(http);
            http.shutdownNow();
            return result;
        } catch (RuntimeException e) {
            return new Result.NotProved(e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }

    private Result run(HttpClient http) throws InterruptedException {
        long beforeConnect = System.nanoTime();
        var token = stack.issueToken("self-check", ROOM, Duration.ofMinutes(1), Access.SEND_AND_LISTEN);
        try (var socket = new FrameSocket(http, webSocketUrl, token)) {
            long connected = System.nanoTime();
            var data = UUID.randomUUID().toString();
            publish(data);
            var frame = received(socket);
            long arrived = System.nanoTime();
            return frame.contains(data)
                    ? new Result.Proved(Duration.ofNanos(connected - beforeConnect),
                            Duration.ofNanos(arrived - connected))
                    : new Result.NotProved("another frame than the published one arrived: " + frame);
        }
    }

    private void publish(String data) {
        var notification = Json.object().put("user_id", "self-check").put("room_id", ROOM).put("data", data);
        if (stack.publish(List.of(notification.toString()))
                .getFirst() instanceof Publication.Failed(_, String reason)) {
            throw new CommandFailed("the queue refused the notification: " + reason);
        }
    }

    private static String received(FrameSocket socket) throws InterruptedException {
        return switch (socket.next(PATIENCE).orElseThrow(
                () -> new CommandFailed("nothing arrived within " + PATIENCE.toSeconds() + " s"))) {
            case Event.Message(String text) -> text;
            case Event.Ended(String reason) -> throw new CommandFailed("the WebSocket ended: " + reason);
        };
    }
}

package hermes.cli.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import hermes.backend.Access;
import hermes.backend.Publication;
import hermes.cli.stack.StackOperations;
import hermes.cli.tail.FrameSocket;
import hermes.cli.tail.FrameSocket.Event;
import hermes.cli.terminal.CommandFailed;
import hermes.cli.terminal.Json;
import hermes.common.LastFrame;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Uses a stack once from end to end: issues a token, connects with it, resumes, publishes by both queues, receives, and
 * closes its own connection as an operator does. For one thread.
 */
final class StackUse {

    /** A room of its own, always the same: its stream's head never expires, so there must not be one for each check. */
    static final String ROOM = "hermes-check";

    private static final String USER = "check";
    private static final List<String> CONNECTED = List.of("resume", "publish", "publish unordered", "kick");

    private final StackOperations stack;
    private final Duration patience;
    private String token;
    private FrameSocket socket;

    /** @param patience for each answer and each delivery */
    StackUse(StackOperations stack, Duration patience) {
        this.stack = stack;
        this.patience = patience;
    }

    void run(Outcomes outcomes) throws InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            boolean connected = outcomes.add("token", this::token)
                    && outcomes.add("connect", () -> connect(http));
            if (connected) {
                outcomes.add("resume", this::resume);
                outcomes.add("publish", () -> publish(stack::publish));
                outcomes.add("publish unordered", () -> publish(stack::publishUnordered));
                outcomes.add("kick", this::kick);
            } else {
                outcomes.notTried(CONNECTED, "there is no connection");
            }
            close();
            http.shutdownNow();
        }
    }

    private String token() {
        token = stack.issueToken(USER, ROOM, Duration.ofMinutes(5), Access.SEND_AND_LISTEN);
        return "a token was issued";
    }

    private String connect(HttpClient http) {
        try {
            socket = new FrameSocket(http, stack.output("WebSocketUrl"), token);
            return "it opened a connection";
        } catch (FrameSocket.Refused e) {
            throw new CommandFailed(e.getMessage() + switch (e.status()) {
                case 401, 403 -> ": AuthorizerFunction refuses the stack's own token; its log says why";
                case 500 -> ": AuthorizerFunction fails; its log says why";
                case 502 -> ": ConnectFunction fails; its log says why";
                default -> "";
            }, e);
        }
    }

    private String resume() throws InterruptedException {
        var ref = UUID.randomUUID().toString();
        socket.send(Json.object().put("action", "resume").put("ref", ref).toString());
        var answer = await(frame -> frame.path("ref").asText().equals(ref),
                "the answer to resume: look at the log of SendMessageFunction, and whether the route has its response");
        if (!answer.has("room")) {
            throw new CommandFailed("resume was answered " + answer);
        }
        return "resume was answered";
    }

    private String publish(Function<List<String>, List<Publication>> queue) throws InterruptedException {
        var data = UUID.randomUUID().toString();
        var notification = Json.object().put("user_id", USER).put("room_id", ROOM).put("data", data);
        if (queue.apply(List.of(notification.toString()))
                .getFirst() instanceof Publication.Failed(_, String reason)) {
            throw new CommandFailed("the queue refused the notification: " + reason);
        }
        await(frame -> frame.path("data").asText().equals(data),
                "what was put on the queue: look at the dead letters, and at the log of SendMessageFunction");
        return "a notification went from the queue to the connection";
    }

    private String kick() throws InterruptedException {
        var closings = stack.closeConnections(ROOM, Optional.of(USER), Optional.of(LastFrame.KICKED),
                _ -> {});
        if (closings.closed() == 0) {
            throw new CommandFailed("the connection was not found to be closed");
        }
        await(frame -> frame.has("close"), "the last frame of the connection");
        if (!(socket.next(patience).orElse(null) instanceof Event.Ended)) {
            throw new CommandFailed(
                    "the connection is open, " + patience.toSeconds() + " s after it was closed");
        }
        return "the connection was told and closed";
    }

    /** Passes over what another check in the same room has published. */
    private JsonNode await(Predicate<JsonNode> wanted, String what) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            var left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
            switch (socket.next(left).orElseThrow(() -> new CommandFailed(
                    "after %d s there is not %s".formatted(patience.toSeconds(), what)))) {
                case Event.Ended(String reason) ->
                    throw new CommandFailed("the connection ended (%s) before %s".formatted(reason, what));
                case Event.Message(String text) -> {
                    var frame = parsed(text);
                    if (wanted.test(frame)) {
                        return frame;
                    }
                }
            }
        }
    }

    private static JsonNode parsed(String text) {
        try {
            return Json.parse(text);
        } catch (JsonProcessingException _) {
            return MissingNode.getInstance();
        }
    }

    private void close() {
        if (socket != null) {
            socket.close();
        }
    }
}

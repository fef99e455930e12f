package hermes.cli.tail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import hermes.cli.tail.FrameSocket.Event;
import hermes.cli.terminal.CommandFailed;
import hermes.cli.terminal.Json;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Hands on a room's notifications in their order, each once, and comes back after every break with what was missed.
 * For one thread.
 */
public final class RoomFeed {

    private final String url;
    private final Supplier<String> tokens;
    private final Listener listener;
    private final StreamCursor cursor = new StreamCursor();
    private boolean asked;
    private int failures;

    /** Is told what happens. */
    public interface Listener {

        /**
         * @param notification as it is on the wire, in one line
         * @param members of it, each as it is written
         * @return whether more is wanted
         */
        boolean received(String notification, Map<String, String> members);

        /** Some notifications were missed and cannot be had any more. */
        void lost();

        void disconnected(String reason, Duration pause);
    }

    /** @param tokens a fresh one for each attempt */
    public RoomFeed(String url, Supplier<String> tokens, Listener listener) {
        this.url = url;
        this.tokens = tokens;
        this.listener = listener;
    }

    /**
     * Returns when the listener has enough.
     *
     * @throws CommandFailed if the stack refuses its own tokens
     */
    public void run() throws InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            boolean more = true;
            while (more) {
                more = connected(http);
            }
            http.shutdownNow();
        }
    }

    private boolean connected(HttpClient http) throws InterruptedException {
        try (var socket = new FrameSocket(http, url, tokens.get())) {
            ask(socket);
            return listen(socket);
        } catch (ErrorAnswered e) {
            return pause("an error was answered: " + e.getMessage());
        } catch (FrameSocket.Refused e) {
            if ((e.status() == 401 || e.status() == 403) && failures + 1 >= ClientTimes.MOST_REFUSALS) {
                throw new CommandFailed(
                        "the stack refuses tokens that it has just issued (%d); the log of AuthorizerFunction says why"
                                .formatted(e.status()),
                        e);
            }
            return pause(e.getMessage());
        }
    }

    /** @return whether more is wanted, then from another connection */
    private boolean listen(FrameSocket socket) throws InterruptedException {
        while (true) {
            var event = socket.next(asked ? ClientTimes.ANSWER : ClientTimes.HEARTBEAT);
            if (event.isEmpty() && asked) {
                return pause("no answer within " + ClientTimes.ANSWER.toSeconds() + " s");
            }
            if (event.isPresent() && event.get() instanceof Event.Ended(String reason)) {
                return pause(reason);
            }
            if (event.isPresent() && event.get() instanceof Event.Message(String text)
                    && !handle(text)) {
                return false;
            }
            if (!asked && (event.isEmpty() || cursor.isBehind())) {
                ask(socket);
            }
        }
    }

    /** @return whether more is wanted */
    private boolean handle(String text) {
        try {
            // Outside of texts, where JSON has no raw ones, the ends of lines are white space.
            return handleLine(text.replace('\n', ' ').replace('\r', ' '));
        } catch (JsonProcessingException _) {
            // Nothing of ours: a client passes over frames that it does not know.
            return true;
        }
    }

    private boolean handleLine(String text) throws JsonProcessingException {
        var frame = Json.parse(text);
        if (frame.path("notifications").isArray()) {
            for (var notification : Json.elements(Json.members(text).get("notifications"))) {
                if (!handOn(notification)) {
                    return false;
                }
            }
        }
        if (frame.path("stream").isTextual()) {
            return handOn(text);
        }
        if (frame.has("error") || frame.has("message")) {
            throw new ErrorAnswered(frame);
        }
        if (frame.has("room")) {
            settle(frame);
        }
        return true;
    }

    private boolean handOn(String text) throws JsonProcessingException {
        var notification = Json.parse(text);
        return !notification.path("stream").asText().equals("room")
                || cursor.see(notification) != StreamCursor.Step.NEXT
                || listener.received(text, Json.members(text));
    }

    private void settle(JsonNode answer) {
        asked = false;
        failures = 0;
        if (answer.has("recovered")) {
            if (!answer.path("recovered").asBoolean()) {
                listener.lost();
            }
            cursor.moveTo(answer.path("room"));
        } else {
            cursor.hear(answer.path("room"));
        }
    }

    private void ask(FrameSocket socket) {
        var resume = Json.object().put("action", "resume").put("ref", "tail");
        if (cursor.position() != null) {
            resume.set("room", cursor.position());
        }
        asked = true;
        socket.send(resume.toString());
    }

    private boolean pause(String reason) throws InterruptedException {
        asked = false;
        var pause = ClientTimes.pause(failures);
        failures++;
        listener.disconnected(reason, pause);
        Thread.sleep(pause);
        return true;
    }

    /** To {@code resume}, the only thing that is asked. */
    private static final class ErrorAnswered extends RuntimeException {

        private static final long serialVersionUID = 1;

        ErrorAnswered(JsonNode frame) {
            super(frame.toString());
        }
    }
}

package hermes.cli.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hermes.backend.Access;
import hermes.backend.Publication;
import hermes.cli.terminal.CommandFailed;
import hermes.cli.terminal.Json;
import hermes.common.Connection;
import hermes.common.LastFrame;
import hermes.common.inbox.InboxFilter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

/**
 * Lets the process of {@code hermes up} do it, which has its AWS clients ready: a command then feels instant.
 * Thread-safe.
 */
public final class ConsoleOperations implements StackOperations {

    private final ConsoleClient console;

    /** @param port that {@code hermes up} was started with */
    public ConsoleOperations(int port) {
        this.console = new ConsoleClient(port);
    }

    /** Whether a local stack has that port. */
    public static boolean answersOn(int port) {
        try {
            return new ConsoleClient(port, Duration.ofSeconds(2)).get("/api/outputs").has("QueueUrl");
        } catch (CommandFailed _) {
            return false;
        }
    }

    @Override
    public Map<String, String> outputs() {
        var outputs = new LinkedHashMap<String, String>();
        console.get("/api/outputs").properties()
                .forEach(output -> outputs.put(output.getKey(), output.getValue().asText()));
        return outputs;
    }

    @Override
    public String issueToken(String user, String room, Duration lifetime, Access access,
            List<String> further) {
        var request = Json.object().put("user", user).put("room", room)
                .put("expiresSeconds", lifetime.toSeconds()).put("send", access == Access.SEND_AND_LISTEN);
        further.forEach(request.withArrayProperty("rooms")::add);
        return console.post("/api/token", request.toString()).path("token").asText();
    }

    @Override
    public void revokeTokens(String user, String room) {
        console.post("/api/token/revoke", whose(room, Optional.of(user)).toString());
    }

    @Override
    public void grant(String user, String room, Duration time) {
        console.post("/api/grant",
                whose(room, Optional.of(user)).put("seconds", time.toSeconds()).toString());
    }

    @Override
    public void ungrant(String user, String room) {
        console.post("/api/ungrant", whose(room, Optional.of(user)).toString());
    }

    @Override
    public List<Publication> publish(List<String> notifications) {
        return publish(notifications, "/api/publish");
    }

    @Override
    public List<Publication> publishUnordered(List<String> notifications) {
        return publish(notifications, "/api/publish?ordered=false");
    }

    private List<Publication> publish(List<String> notifications, String path) {
        return StackJson.publications(console.post(path, "[" + String.join(",", notifications) + "]"));
    }

    @Override
    public Stream<Connection> connections() {
        return connections("").stream();
    }

    @Override
    public List<Connection> connections(String room, Optional<String> user) {
        return connections("?room=" + encoded(room) + user.map(one -> "&user=" + encoded(one)).orElse(""));
    }

    private List<Connection> connections(String query) {
        return console.get("/api/connections" + query).valueStream().map(StackJson::connection).toList();
    }

    @Override
    public JsonNode inbox(String room, String user, InboxFilter filter, int limit) {
        return console
                .get("/api/inbox?room=%s&user=%s&filter=%s&limit=%d".formatted(encoded(room), encoded(user),
                        filter, limit));
    }

    @Override
    public Closings closeConnections(String room, Optional<String> user, Optional<LastFrame> lastFrame,
            IntConsumer progress) {
        var request = whose(room, user);
        lastFrame.ifPresent(frame -> request.put("lastFrame", frame.name()));
        return Closings.of(console.post("/api/connections/close", request.toString()));
    }

    /**
     * Invokes a function with an event, which it gets as it is written.
     *
     * @return {@code durationMillis}, and {@code payload} or {@code error}
     */
    public JsonNode invoke(String function, String event) {
        return console.post("/api/invoke/" + encoded(function), event);
    }

    private static ObjectNode whose(String room, Optional<String> user) {
        var request = Json.object().put("room", room);
        user.ifPresent(one -> request.put("user", one));
        return request;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Nothing is open. */
    @Override
    public void close() {}

    @Override
    public String toString() {
        return "the local stack";
    }
}

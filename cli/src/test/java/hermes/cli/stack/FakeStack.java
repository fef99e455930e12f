package hermes.cli.stack;

import com.fasterxml.jackson.databind.JsonNode;
import hermes.backend.Access;
import hermes.backend.Publication;
import hermes.cli.terminal.CommandFailed;
import hermes.cli.terminal.Json;
import hermes.common.Connection;
import hermes.common.LastFrame;
import hermes.common.inbox.InboxFilter;
import hermes.local.lambda.InvocationResult;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

/** Users 7 and 9 are connected to every room; what was asked shows in the answers. */
public class FakeStack implements StackOperations {

    private static final Instant SINCE = Instant.parse("2026-01-01T00:00:00Z");

    private final List<String> published = new ArrayList<>();
    private final List<String> unordered = new ArrayList<>();
    private final List<String> revoked = new ArrayList<>();
    private final List<String> granted = new ArrayList<>();
    private final Deque<Closings> closings = new ArrayDeque<>(List.of(new Closings(1, 0, 1), Closings.NONE));
    private final List<LastFrame> lastFrames = new ArrayList<>();
    private final Consumer<String> publishing;

    public FakeStack() {
        this(_ -> {});
    }

    /** @param publishing is told each notification, as it was handed on */
    public FakeStack(Consumer<String> publishing) {
        this.publishing = publishing;
    }

    /** As they were handed on. */
    public List<String> published() {
        return published;
    }

    /** Those of them that were handed on without an order. */
    public List<String> publishedUnordered() {
        return unordered;
    }

    /** As {@code user of room for time}, or {@code no more}. */
    public List<String> granted() {
        return granted;
    }

    /** As {@code user of room}. */
    public List<String> revoked() {
        return revoked;
    }

    @Override
    public Map<String, String> outputs() {
        Map<String, String> outputs = new LinkedHashMap<>();
        outputs.put("WebSocketUrl", "ws://localhost:4502/development");
        outputs.put("QueueUrl", "http://localhost:4501/queue/notifications");
        return outputs;
    }

    @Override
    public String issueToken(String user, String room, Duration lifetime, Access access,
            List<String> further) {
        if (lifetime.isZero()) {
            throw new CommandFailed("a lifetime of PT0S");
        }
        return "token of " + user + " in " + room + " for " + lifetime
                + (access == Access.LISTEN ? ", listen only" : "")
                + (further.isEmpty() ? "" : " and " + further);
    }

    @Override
    public void revokeTokens(String user, String room) {
        revoked.add(user + " of " + room);
    }

    @Override
    public void grant(String user, String room, Duration time) {
        granted.add(user + " of " + room + " for " + time);
    }

    @Override
    public void ungrant(String user, String room) {
        granted.add(user + " of " + room + " no more");
    }

    /** Refuses notifications without data. */
    @Override
    public List<Publication> publish(List<String> notifications) {
        published.addAll(notifications);
        notifications.forEach(publishing);
        return notifications.stream().<Publication>map(notification -> notification.contains("\"data\":null")
                ? new Publication.Failed("", "data is null")
                : new Publication.Queued("id of " + notification)).toList();
    }

    @Override
    public List<Publication> publishUnordered(List<String> notifications) {
        unordered.addAll(notifications);
        return publish(notifications);
    }

    @Override
    public Stream<Connection> connections() {
        return Stream.of("acme", "beta").flatMap(room -> connections(room, Optional.empty()).stream());
    }

    @Override
    public List<Connection> connections(String room, Optional<String> user) {
        return Stream.of("7", "9").filter(one -> user.isEmpty() || user.get().equals(one))
                .map(one -> Connection.since(SINCE, "c" + one, room, one)).toList();
    }

    /** One unread announcement for each user; a room of the name "none" has no inboxes. */
    @Override
    public JsonNode inbox(String room, String user, InboxFilter filter, int limit) {
        if (room.equals("none")) {
            throw new CommandFailed("There is no InboxStatesTableName");
        }
        var json = Json.object();
        json.putObject("state").put("version", 3).put("unread", 1).put("unseen", 1);
        json.putArray("items").addObject().put("user_id", user).put("data", filter + " of " + limit)
                .put("id", "n1")
                .put("stream", "announcements").put("offset", 7).put("at", SINCE.toEpochMilli())
                .put("read", false).put("archived", false);
        return json.put("more", true);
    }

    @Override
    public Closings closeConnections(String room, Optional<String> user, Optional<LastFrame> lastFrame,
            IntConsumer progress) {
        lastFrame.ifPresent(lastFrames::add);
        return closings.size() > 1 ? closings.remove() : closings.element();
    }

    /** What becomes of closing connections, the first time and so on; the last one for all times after it. */
    public void closings(Closings... inOrder) {
        closings.clear();
        closings.addAll(List.of(inOrder));
    }

    /** What the clients of closed connections were told, each time. */
    public List<LastFrame> lastFrames() {
        return lastFrames;
    }

    @Override
    public void close() {}

    /** Stands for the functions of a stack, with a name for each way that an invocation can end. */
    public static InvocationResult invoke(String function, byte[] event) {
        return switch (function) {
            case "EchoFunction" -> new InvocationResult.Returned(event);
            case "QuotingFunction" -> new InvocationResult.Returned(
                    Json.of(new String(event, StandardCharsets.UTF_8)).toString()
                            .getBytes(StandardCharsets.UTF_8));
            case "BrokenFunction" -> new InvocationResult.Failed("java.lang.IllegalStateException", "broken",
                    "{\"errorMessage\":\"broken\"}".getBytes(StandardCharsets.UTF_8));
            case "SlowFunction" -> new InvocationResult.TimedOut("1-2-3", Duration.ofSeconds(3));
            default -> new InvocationResult.NotInvocable("the template has no function " + function);
        };
    }
}

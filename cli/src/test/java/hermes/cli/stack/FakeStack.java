package hermes.cli.stack;

import com.fasterxml.jackson.databind.JsonNode;
import hermes.local.lambda.InvocationResult;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers in a way that shows what it was asked. */
public final class FakeStack implements Stack {

    @Override
    public Map<String, String> outputs() {
        Map<String, String> outputs = new LinkedHashMap<>();
        outputs.put("WebSocketUrl", "ws://localhost:4502/development");
        outputs.put("QueueUrl", "http://localhost:4501/queue/notifications");
        return outputs;
    }

    @Override
    public String issueToken(String user, String room, Duration lifetime, boolean maySend) {
        return "token of " + user + " in " + room + " for " + lifetime + (maySend ? "" : ", listen only");
    }

    /** Refuses notifications without data. */
    @Override
    public List<Published> publish(List<JsonNode> notifications) {
        return notifications.stream()
                .map(notification -> notification.path("data").isNull()
                        ? new Published.Rejected("data is null")
                        : new Published.Queued("id of " + notification))
                .map(Published.class::cast)
                .toList();
    }

    @Override
    public List<Connected> connections(String room) {
        return List.of(new Connected("c1", "7 of " + room, "2026-01-01T00:00:00Z"));
    }

    @Override
    public int closeConnections(String room, Optional<String> user) {
        return user.isPresent() ? 1 : 2;
    }

    @Override
    public InvocationResult invoke(String function, byte[] event) {
        return switch (function) {
            case "EchoFunction" -> new InvocationResult.Returned(event);
            case "BrokenFunction" -> new InvocationResult.Failed("java.lang.IllegalStateException", "broken",
                    "{\"errorMessage\":\"broken\"}".getBytes(StandardCharsets.UTF_8));
            case "SlowFunction" -> new InvocationResult.TimedOut(Duration.ofSeconds(3));
            default -> new InvocationResult.NotInvocable("the template has no function " + function);
        };
    }
}

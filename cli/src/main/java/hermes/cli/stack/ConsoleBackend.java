package hermes.cli.stack;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hermes.cli.terminal.Json;
import java.time.Duration;

/** Lets the process of {@code hermes up} do it, which has its AWS clients ready: a command then feels instant. */
record ConsoleBackend(ConsoleClient console) implements Backend {

    @Override
    public String issueToken(String user, String room, Duration lifetime, boolean maySend) {
        return console.post("/api/token", Json.object().put("user", user).put("room", room)
                .put("expiresSeconds", lifetime.toSeconds()).put("send", maySend)).path("token").asText();
    }

    @Override
    public ObjectNode publish(ArrayNode notifications) {
        return (ObjectNode) console.post("/api/publish", notifications);
    }

    @Override
    public void close() {}
}

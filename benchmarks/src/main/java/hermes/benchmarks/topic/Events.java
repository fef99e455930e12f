package hermes.benchmarks.topic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hermes.benchmarks.aws.World;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;

/** The events of the examples, with ids of their own, so that none is a repetition. Thread-safe. */
final class Events {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int DATA_CHARACTERS = 120;

    private final AtomicLong number = new AtomicLong();
    private final Home home;

    Events(Home home) {
        this.home = home;
    }

    String handshake(String token) throws IOException {
        var event = (ObjectNode) JSON.readTree(home.event("authorizer"));
        ((ObjectNode) event.get("queryStringParameters")).put("token", token);
        ((ObjectNode) event.get("multiValueQueryStringParameters")).putArray("token").add(token);
        return event.toString();
    }

    /** Notifications that SQS hands out together, of 200 bytes each. */
    String batch(int records, IntFunction<String> room) throws IOException {
        var event = (ObjectNode) JSON.readTree(home.event("sqs"));
        var example = (ObjectNode) event.get("Records").get(0);
        var all = event.putArray("Records");
        for (int i = 0; i < records; i++) {
            var id = "m" + number.incrementAndGet();
            var body = JSON.createObjectNode().put("user_id", "9").put("room_id", room.apply(i)).put("id",
                    id);
            body.putObject("data").put("type", "backup.completed").put("data", "x".repeat(DATA_CHARACTERS));
            all.add(example.deepCopy().put("messageId", id).put("receiptHandle", id)
                    .put("body", body.toString()));
        }
        return event.toString();
    }

    /** A resume of another client each time, which has seen nothing of the room's stream. */
    String resume(World world) throws IOException {
        var user = "user-" + number.incrementAndGet();
        var event = (ObjectNode) JSON.readTree(home.event("resume"));
        var context = (ObjectNode) event.get("requestContext");
        context.put("connectionId", user).put("connectedAt", world.connectedAt().toEpochMilli());
        ((ObjectNode) context.get("authorizer")).put("user_id", user).put("room_id", World.ROOM);
        JsonNode body = JSON.createObjectNode().put("action", "resume").put("ref", "r1");
        ((ObjectNode) body).putObject("room").put("epoch", World.EPOCH).put("offset", 0);
        ((ObjectNode) body).putObject("user").put("epoch", "").put("offset", 0);
        return event.put("body", body.toString()).toString();
    }
}

package hermes.benchmarks.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What the stand-in answers to the JSON protocols of AWS. Immutable. */
public final class Answers {

    static final Answer EMPTY = new Answer(200, new byte[0]);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Answer NOTHING = new Answer(200, bytes("{}"));

    private final World world;
    private final byte[] room;
    private final byte[] missed;

    record Answer(int status, byte[] body) {}

    public Answers(World world) {
        this.world = world;
        this.room = bytes(found(world.connections()));
        this.missed = bytes(found(world.notifications()));
    }

    Answer to(String operation, byte[] request) throws IOException {
        return switch (operation) {
            case "GetItem" -> item(JSON.readTree(request));
            case "BatchGetItem" -> items(JSON.readTree(request));
            case "Query" -> new Answer(200, query(JSON.readTree(request)));
            case "GetSecretValue" -> secret(JSON.readTree(request));
            default -> NOTHING;
        };
    }

    private Answer item(JsonNode request) {
        return world.item(request.path("TableName").asText(), request.path("Key"))
                .map(item -> new Answer(200, bytes(JSON.createObjectNode().set("Item", item))))
                .orElse(NOTHING);
    }

    private Answer items(JsonNode request) {
        var responses = JSON.createObjectNode();
        for (Map.Entry<String, JsonNode> table : request.path("RequestItems").properties()) {
            var found = responses.putArray(table.getKey());
            table.getValue().path("Keys")
                    .forEach(key -> world.item(table.getKey(), key).ifPresent(found::add));
        }
        return new Answer(200, bytes(JSON.createObjectNode().<ObjectNode>set("Responses", responses)
                .set("UnprocessedKeys", JSON.createObjectNode())));
    }

    private byte[] query(JsonNode request) {
        if (!request.has("IndexName")) {
            return missed;
        }
        var values = request.path("ExpressionAttributeValues");
        boolean whole = values.size() == 1
                && values.iterator().next().path("S").asText().equals(World.ROOM);
        return whole ? room : bytes(found(JSON.createArrayNode()));
    }

    private Answer secret(JsonNode request) {
        if (request.path("VersionStage").asText().equals("AWSPREVIOUS")) {
            return new Answer(400, bytes("{\"__type\":\"ResourceNotFoundException\",\"Message\":\"none\"}"));
        }
        return new Answer(200, bytes(JSON.createObjectNode().put("ARN", "arn:any").put("Name", "any")
                .put("VersionId", "v1").put("SecretString", world.signingKey())));
    }

    private static ObjectNode found(JsonNode items) {
        return JSON.createObjectNode().put("Count", items.size()).put("ScannedCount", items.size())
                .set("Items", items);
    }

    private static byte[] bytes(Object json) {
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }
}

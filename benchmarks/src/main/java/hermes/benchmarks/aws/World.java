package hermes.benchmarks.aws;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hermes.common.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.mindrot.jbcrypt.BCrypt;

/**
 * What is in the tables of the stand-in: one room with connections, a stream with notifications, and whatever connection and
 * token is asked for. Thread-safe.
 */
public final class World {

    /** That everybody is in. Others are empty. */
    public static final String ROOM = "acme";

    /** Before the cost of the hashes that a table of tokens holds. */
    public static final String TOKENS = "tokens-of-cost-";
    public static final String CONNECTIONS = "connections";
    public static final String NOTIFICATIONS = "notifications";

    public static final String EPOCH = "k3f9";

    /** How many notifications the stream of every room has, the most that a client may have missed. */
    public static final int MISSED = 300;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SIGNING_KEY = "an-example-key-for-measurements-of-at-least-64-bytes-0123456789abcdef";
    private static final String FINGERPRINT = "e5456b3f73fa5d76eb168a09646bd4524a6e1c9e3e8ea9180f041db037bebd3b";
    private static final int DATA_CHARACTERS = 120;

    /** Old enough that a post to a connection that is gone would remove its row. */
    private final Instant connectedAt = Instant.now().minus(Duration.ofHours(1));
    private final Instant expiry = Instant.now().plus(Duration.ofHours(2));
    private final Map<String, String> hashes = new ConcurrentHashMap<>();
    private final int connections;

    /** @param connections of the room */
    public World(int connections) {
        this.connections = connections;
    }

    /** When every connection was opened. */
    public Instant connectedAt() {
        return connectedAt;
    }

    /** One of those that a backend issues. */
    public String token() {
        return JWT.create().withClaim("user_id", "7").withClaim("room_id", ROOM)
                .withClaim("token", FINGERPRINT).withExpiresAt(expiry)
                .sign(Algorithm.HMAC512(SIGNING_KEY));
    }

    String signingKey() {
        return SIGNING_KEY;
    }

    ArrayNode connections() {
        var rows = JSON.createArrayNode();
        for (int i = 0; i < connections; i++) {
            rows.add(connection("Wny0-YAw2ZECQoE" + i + "=", "" + i));
        }
        return rows;
    }

    ArrayNode notifications() {
        var items = JSON.createArrayNode();
        for (int offset = 1; offset <= MISSED; offset++) {
            var item = head(ROOM, offset);
            item.remove("head");
            text(item, "id", "n" + offset);
            text(item, "user_id", "\"9\"");
            text(item, "data", "{\"type\":\"n\",\"data\":\"%s\"}".formatted("x".repeat(DATA_CHARACTERS)));
            items.add(item);
        }
        return items;
    }

    /** What a table has under a key; every connection exists, but the one that a function asks for to get warm. */
    Optional<ObjectNode> item(String table, JsonNode key) {
        if (table.startsWith(TOKENS)) {
            return Optional.of(token(table.substring(TOKENS.length())));
        }
        if (table.equals(CONNECTIONS)) {
            var id = key.path("connection_id").path("S").asText();
            return id.startsWith("user-") ? Optional.of(connection(id, id)) : Optional.empty();
        }
        var stream = key.path("stream").path("S").asText();
        return stream.equals("room#" + ROOM) ? Optional.of(head(stream, 0)) : Optional.empty();
    }

    private ObjectNode token(String cost) {
        return text(JSON.createObjectNode(), "token", hashes.computeIfAbsent(cost,
                known -> BCrypt.hashpw(FINGERPRINT, BCrypt.gensalt(Integer.parseInt(known)))));
    }

    private ObjectNode connection(String id, String user) {
        var connection = Connection.since(connectedAt, id, ROOM, user);
        var row = JSON.createObjectNode();
        text(row, "connection_id", id);
        text(row, "room_id", ROOM);
        text(row, "user_id", user);
        number(row, "connected_at", connection.connectedAt().toEpochMilli());
        return number(row, "expires_at", connection.expiresAt().getEpochSecond());
    }

    private ObjectNode head(String stream, int offset) {
        var item = JSON.createObjectNode();
        text(item, "stream", stream);
        text(item, "epoch", EPOCH);
        number(item, "offset", offset);
        number(item, "head", MISSED);
        number(item, "latest_expiry", expiry.getEpochSecond());
        return number(item, "expires_at", expiry.getEpochSecond());
    }

    private static ObjectNode text(ObjectNode item, String name, String value) {
        item.putObject(name).put("S", value);
        return item;
    }

    private static ObjectNode number(ObjectNode item, String name, long value) {
        item.putObject(name).put("N", "" + value);
        return item;
    }
}

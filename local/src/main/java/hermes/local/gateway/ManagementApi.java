package hermes.local.gateway;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hermes.local.route.ConnectionInfo;
import hermes.local.stack.Json;
import hermes.local.websocket.CloseStatus;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.function.Function;

/**
 * What backends do with connections: post to them, look at them, close them. Never waits. Thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-how-to-call-websocket-api-connections.html">&#64;connections</a>
 */
final class ManagementApi {

    private static final DateTimeFormatter MILLIS = DateTimeFormatter
            .ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'")
            .withZone(ZoneOffset.UTC);

    private final ConnectionRegistry connections;
    private final int largestMessage;

    ManagementApi(ConnectionRegistry connections, Limits limits) {
        this.connections = connections;
        this.largestMessage = limits.messageBytes();
    }

    ManagementAnswer post(String connectionId, byte[] message) {
        if (message.length > largestMessage) {
            return tooLarge();
        }
        if (message.length == 0 || !isUtf8(message)) {
            // AWS takes any bytes; what its client then gets is not known, so nothing may be built on it.
            return ManagementAnswer.badRequest("Not emulated: a message that is empty or not UTF-8");
        }
        return with(connectionId, connection -> switch (connection.send(message)) {
            case TAKEN -> {
                connection.active();
                yield ManagementAnswer.ok();
            }
            case FULL -> ManagementAnswer.error(429, "LimitExceededException", "The client's buffer is full");
            case CLOSED -> ManagementAnswer.gone();
        });
    }

    ManagementAnswer tooLarge() {
        return ManagementAnswer.error(413, "PayloadTooLargeException",
                "The message has more than " + largestMessage + " bytes");
    }

    ManagementAnswer get(String connectionId) {
        return with(connectionId, connection -> ManagementAnswer.ok(Json.prettyBytes(describe(connection))));
    }

    ManagementAnswer delete(String connectionId) {
        return with(connectionId, connection -> {
            connection.close(CloseStatus.DELETED, "it was deleted through @connections");
            return ManagementAnswer.noContent();
        });
    }

    private ManagementAnswer with(String id, Function<Connection, ManagementAnswer> action) {
        return connections.find(id).map(action).orElseGet(() -> RequestIds.isWellFormed(id)
                ? ManagementAnswer.gone()
                : ManagementAnswer.badRequest("Invalid connectionId: " + id));
    }

    private static ObjectNode describe(Connection connection) {
        ConnectionInfo info = connection.info();
        ObjectNode description = JsonNodeFactory.instance.objectNode();
        ObjectNode identity = description.putObject("identity").put("sourceIp", info.sourceIp());
        info.userAgent().ifPresent(agent -> identity.put("userAgent", agent));
        return description.put("connectedAt", text(info.connectedAt()))
                .put("lastActiveAt", text(connection.lastActiveAt()));
    }

    private static String text(Instant instant) {
        return MILLIS.format(instant);
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException _) {
            return false;
        }
    }
}

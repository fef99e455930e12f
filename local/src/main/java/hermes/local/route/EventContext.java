package hermes.local.route;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The {@code requestContext} that all events share, and what it is made of.
 *
 * @param requestId of this event; {@code extendedRequestId} is the same
 * @param time of this event, not before the connection's
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-mapping-template-reference.html">$context</a>
 */
public record EventContext(WebSocketApi api, ConnectionInfo info, String requestId, Instant time) {

    private static final DateTimeFormatter COMMON_LOG_FORMAT = DateTimeFormatter
            .ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    /** The same event, of a client that is known by now. */
    public EventContext of(ConnectionInfo known) {
        return new EventContext(api, known, requestId, time);
    }

    /** @return with the authorizer's attributes, if there is one */
    public ObjectNode json(String routeKey, String eventType) {
        ObjectNode context = JsonNodeFactory.instance.objectNode();
        context.put("routeKey", routeKey);
        info.principal().ifPresent(principal -> {
            ObjectNode authorizer = context.putObject("authorizer");
            principal.attributes().forEach(authorizer::put);
        });
        context.put("eventType", eventType);
        context.put("extendedRequestId", requestId);
        context.put("requestTime", COMMON_LOG_FORMAT.format(time));
        context.put("messageDirection", "IN");
        context.put("stage", api.stage());
        context.put("connectedAt", info.connectedAt().toEpochMilli());
        context.put("requestTimeEpoch", time.toEpochMilli());
        context.set("identity", identity());
        context.put("requestId", requestId);
        context.put("domainName", info.domainName());
        context.put("connectionId", info.connectionId());
        context.put("apiId", api.id());
        return context;
    }

    private ObjectNode identity() {
        ObjectNode identity = JsonNodeFactory.instance.objectNode();
        info.userAgent().ifPresent(agent -> identity.put("userAgent", agent));
        return identity.put("sourceIp", info.sourceIp());
    }
}

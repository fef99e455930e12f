package hermes.local.handshake;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hermes.local.route.EventContext;
import hermes.local.route.WebSocketApi;
import hermes.local.stack.Json;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the function behind {@code $connect} gets. The members of the query are absent if there was none.
 *
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-integration-requests.html">Integration requests</a>
 */
public final class ConnectEvent {

    private static final List<String> HOP_BY_HOP = List.of("Connection", "Upgrade", "Content-Length");

    private ConnectEvent() {}

    /** @param authorizerTook shown only if there was an authorizer */
    public static byte[] json(EventContext context, UpgradeRequest request, Duration authorizerTook) {
        SortedMap<String, List<String>> headers = new TreeMap<>(request.headers());
        HOP_BY_HOP.forEach(headers::remove);

        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.set("headers", Json.object(UpgradeRequest.lastValues(headers)));
        event.set("multiValueHeaders", Json.multiValueObject(headers));
        if (!request.query().isEmpty()) {
            event.set("queryStringParameters", Json.object(UpgradeRequest.lastValues(request.query())));
            event.set("multiValueQueryStringParameters", Json.multiValueObject(request.query()));
        }
        event.set("requestContext", requestContext(context, authorizerTook));
        event.put("isBase64Encoded", false);
        return Json.bytes(event);
    }

    private static ObjectNode requestContext(EventContext context, Duration authorizerTook) {
        ObjectNode json = context.json(WebSocketApi.CONNECT, "CONNECT");
        if (context.info().principal().isPresent()) {
            json.withObjectProperty("authorizer").put("integrationLatency", authorizerTook.toMillis());
        }
        return json;
    }
}

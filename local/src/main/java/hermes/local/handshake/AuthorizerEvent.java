package hermes.local.handshake;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hermes.local.route.EventContext;
import hermes.local.route.WebSocketApi;
import hermes.local.stack.Json;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a REQUEST authorizer gets. Unlike {@code $connect}, it sees the headers of the upgrade itself, and its
 * maps are empty rather than absent.
 *
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-lambda-auth.html">Lambda authorizers</a>
 */
final class AuthorizerEvent {

    private AuthorizerEvent() {}

    static byte[] json(EventContext context, UpgradeRequest request) {
        SortedMap<String, List<String>> headers = new TreeMap<>(request.headers());
        headers.put("Connection", List.of("upgrade"));
        headers.put("content-length", List.of("0"));
        headers.put("Upgrade", List.of("websocket"));

        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("type", "REQUEST");
        event.put("methodArn", context.api().connectArn());
        event.set("headers", Json.object(UpgradeRequest.lastValues(headers)));
        event.set("multiValueHeaders", Json.multiValueObject(headers));
        event.set("queryStringParameters", Json.object(UpgradeRequest.lastValues(request.query())));
        event.set("multiValueQueryStringParameters", Json.multiValueObject(request.query()));
        event.putObject("stageVariables");
        event.set("requestContext", context.json(WebSocketApi.CONNECT, "CONNECT"));
        return Json.bytes(event);
    }
}

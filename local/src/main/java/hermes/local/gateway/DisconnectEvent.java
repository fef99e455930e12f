package hermes.local.gateway;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hermes.local.handshake.UpgradeRequest;
import hermes.local.route.EventContext;
import hermes.local.route.WebSocketApi;
import hermes.local.stack.Json;
import hermes.local.websocket.CloseStatus;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the function behind {@code $disconnect} gets: these four headers, of which three are always empty. */
final class DisconnectEvent {

    private DisconnectEvent() {}

    static byte[] json(EventContext context, CloseStatus status) {
        SortedMap<String, List<String>> headers = new TreeMap<>();
        headers.put("Host", List.of(context.info().domainName()));
        headers.put("x-api-key", List.of(""));
        headers.put("X-Forwarded-For", List.of(""));
        headers.put("x-restapi", List.of(""));

        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.set("headers", Json.object(UpgradeRequest.lastValues(headers)));
        event.set("multiValueHeaders", Json.multiValueObject(headers));
        event.set("requestContext", context.json(WebSocketApi.DISCONNECT, "DISCONNECT")
                .put("disconnectStatusCode", status.code()).put("disconnectReason", status.reason()));
        event.put("isBase64Encoded", false);
        return Json.bytes(event);
    }
}

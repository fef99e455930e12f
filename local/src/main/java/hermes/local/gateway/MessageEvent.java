package hermes.local.gateway;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hermes.local.route.EventContext;
import hermes.local.stack.Json;

/** What a route's function gets for a message: no headers and no query, which belong to the handshake. */
final class MessageEvent {

    private MessageEvent() {}

    /** @param routeKey the selected one, so {@code $default} if the message named none */
    static byte[] json(EventContext context, String routeKey, String messageId, String body) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.set("requestContext", context.json(routeKey, "MESSAGE").put("messageId", messageId));
        event.put("body", body);
        event.put("isBase64Encoded", false);
        return Json.bytes(event);
    }
}

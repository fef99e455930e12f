package hermes.send;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * One message of a browser, and who sent it: room and user come from the authorizer, never from the message.
 * Immutable.
 *
 * @param route the selected route key
 * @param maySend false if the token says that its bearer may only listen
 */
record RouteRequest(String route, String connection, Instant connectedAt, String messageId, String room,
        String user, boolean maySend, String body) {

    static RouteRequest of(Map<String, Json> event) {
        var context = event.get("requestContext").members();
        var authorizer = context.get("authorizer").members();
        return new RouteRequest(context.get("routeKey").string(), context.get("connectionId").string(),
                Instant.ofEpochMilli(Long.parseLong(context.get("connectedAt").text())),
                context.get("messageId").string(), authorizer.get("room_id").string(),
                authorizer.get("user_id").string(), maySend(Optional.ofNullable(authorizer.get("send"))),
                Optional.ofNullable(event.get("body")).filter(Json::isString).map(Json::string).orElse(""));
    }

    /** The authorizer says "false" as text; whether API Gateway keeps it one is not documented. */
    private static boolean maySend(Optional<Json> send) {
        return send.map(value -> value.isString() ? value.string() : value.text()).filter("false"::equals)
                .isEmpty();
    }
}

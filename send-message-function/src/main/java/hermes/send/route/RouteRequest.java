package hermes.send.route;

import hermes.send.inbox.Owner;
import hermes.send.json.Json;
import java.time.Instant;
import java.util.Optional;

/**
 * One message of a browser, and who sent it: room and user come from the authorizer, never from the message.
 * Immutable.
 *
 * @param route the selected route key
 * @param maySend false if the token says that its bearer may only listen
 * @param tokenEnd from when on nothing is done for the connection; {@link Instant#MAX} if an older authorizer did not say
 */
public record RouteRequest(String route, String connection, Instant connectedAt, String messageId,
        String room,
        String user, boolean maySend, Instant tokenEnd, String body) {

    public static RouteRequest of(Json event) {
        var context = event.at("requestContext");
        var authorizer = context.at("authorizer");
        return new RouteRequest(context.at("routeKey").string(), context.at("connectionId").string(),
                Instant.ofEpochMilli(Long.parseLong(context.at("connectedAt").text())),
                context.at("messageId").string(), authorizer.at("room_id").string(),
                authorizer.at("user_id").string(), maySend(optional(authorizer, "send")),
                tokenEnd(optional(authorizer, "expires_at")),
                optional(event, "body").filter(Json::isString).map(Json::string).orElse(""));
    }

    /** Whose inbox its messages are about. */
    Owner owner() {
        return new Owner(room, user, connection);
    }

    private static Optional<Json> optional(Json json, String name) {
        return Optional.ofNullable(json.members().get(name));
    }

    private static Instant tokenEnd(Optional<Json> expiresAt) {
        return expiresAt.map(Json::string).map(Long::parseLong).map(Instant::ofEpochSecond)
                .orElse(Instant.MAX);
    }

    /** The authorizer says "false" as text; whether API Gateway keeps it one is not documented. */
    private static boolean maySend(Optional<Json> send) {
        return send.map(value -> value.isString() ? value.string() : value.text()).filter("false"::equals)
                .isEmpty();
    }
}

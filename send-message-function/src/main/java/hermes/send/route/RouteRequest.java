package hermes.send.route;

import static java.util.stream.Collectors.toSet;

import hermes.send.inbox.Owner;
import hermes.send.json.Json;
import hermes.send.room.TokenRooms;
import java.time.Instant;
import java.util.Optional;

/**
 * One message of a browser, and who sent it: room and user come from the authorizer, never from the message.
 * Immutable.
 *
 * @param route the selected route key
 * @param maySend false if the token says that its bearer may only listen
 * @param rooms that its token names beside the home room
 * @param tokenEnd from when on nothing is done for the connection; {@link Instant#MAX} if an older authorizer did not say
 */
public record RouteRequest(String route, String connection, Instant connectedAt, String messageId,
        String room,
        String user, boolean maySend, Instant tokenEnd, TokenRooms rooms, String body) {

    public static RouteRequest of(Json event) {
        var context = event.at("requestContext");
        var authorizer = context.at("authorizer");
        return new RouteRequest(context.at("routeKey").string(), context.at("connectionId").string(),
                Instant.ofEpochMilli(Long.parseLong(context.at("connectedAt").text())),
                context.at("messageId").string(), authorizer.at("room_id").string(),
                authorizer.at("user_id").string(), maySend(optional(authorizer, "send")),
                tokenEnd(optional(authorizer, "expires_at")), rooms(authorizer),
                optional(event, "body").filter(Json::isString).map(Json::string).orElse(""));
    }

    /** Whose inbox its messages are about that name no room. */
    Owner owner() {
        return new Owner(room, user, connection, true);
    }

    /** As {@link #owner}, in a further room. */
    Owner ownerIn(String further) {
        return new Owner(further, user, connection, false);
    }

    private static TokenRooms rooms(Json authorizer) {
        return optional(authorizer, "rooms")
                .map(json -> new TokenRooms(
                        Json.parse(json.string()).elements().stream().map(Json::string).collect(toSet()),
                        optional(authorizer, "issued_at").map(Json::string).map(Long::parseLong).orElse(0L)))
                .orElse(TokenRooms.NONE);
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

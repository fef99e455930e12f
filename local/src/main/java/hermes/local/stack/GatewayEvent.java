package hermes.local.stack;

import java.util.Map;

/**
 * What the gateway tells whoever watches it: one log line each. Never contains a message's text, which is the
 * user's, nor a token.
 */
public sealed interface GatewayEvent {

    /** A handshake that was answered with an HTTP error. */
    record Refused(int status, String reason) implements GatewayEvent {}

    /** @param principal what the authorizer said about the client, with {@code principalId}; empty without one */
    record Opened(String connectionId, Map<String, String> principal) implements GatewayEvent {}

    /** @param routeKey the selected route, empty if there was none */
    record Received(String connectionId, String routeKey, int bytes) implements GatewayEvent {}

    /** A message was handed to the client's socket: an answer, an error frame or a post. */
    record Sent(String connectionId, int bytes) implements GatewayEvent {}

    /** A route's function did not give a usable answer, or its answer could not be sent. */
    record Failed(String connectionId, String routeKey, String reason) implements GatewayEvent {}

    /**
     * The connection ended. Comes once for each {@link Opened}.
     *
     * @param code as in the {@code $disconnect} event
     * @param reason as in the {@code $disconnect} event
     * @param explanation why, in one sentence for the developer; clients never see it
     */
    record Closed(String connectionId, int code, String reason, String explanation) implements GatewayEvent {}
}

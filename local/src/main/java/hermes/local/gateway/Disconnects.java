package hermes.local.gateway;

import hermes.local.stack.GatewayEvent;
import hermes.local.websocket.CloseStatus;

/** Tells the function behind {@code $disconnect}, once, that a connection ended. Thread-safe. */
final class Disconnects {

    private final GatewayContext core;
    private final RouteIntegration integration;

    Disconnects(GatewayContext core) {
        this.core = core;
        this.integration = new RouteIntegration(core.functions());
    }

    /** Returns at once. The answer matters to nobody, and a failure is not repeated: AWS tries its best, once. */
    void fire(ConnectionInfo session, CloseStatus status) {
        core.api().route(WebSocketApi.DISCONNECT).ifPresent(route -> {
            byte[] event = DisconnectEvent.json(core.event(session), status);
            core.tasks().execute(() -> integration.invoke(route, event).failure()
                    .ifPresent(reason -> tellFailure(session, reason)));
        });
    }

    private void tellFailure(ConnectionInfo session, String reason) {
        core.tell(new GatewayEvent.Failed(session.connectionId(), WebSocketApi.DISCONNECT, reason));
    }
}

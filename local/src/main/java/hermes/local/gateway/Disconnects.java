package hermes.local.gateway;

import hermes.local.route.ConnectionInfo;
import hermes.local.route.RouteIntegration;
import hermes.local.route.WebSocketApi;
import hermes.local.stack.GatewayEvent;
import hermes.local.websocket.CloseStatus;

/** Tells the function behind {@code $disconnect}, once, that a connection ended. Thread-safe. */
final class Disconnects {

    private final GatewayContext gateway;
    private final RouteIntegration integration;

    Disconnects(GatewayContext gateway) {
        this.gateway = gateway;
        this.integration = new RouteIntegration(gateway.functions());
    }

    /** Returns at once. The answer matters to nobody, and a failure is not repeated: AWS tries its best, once. */
    void fire(ConnectionInfo info, CloseStatus status) {
        gateway.api().route(WebSocketApi.DISCONNECT).ifPresent(route -> {
            byte[] event = DisconnectEvent.json(gateway.event(info), status);
            gateway.executor().execute(() -> integration.invoke(route, event).failure()
                    .ifPresent(reason -> tellFailure(info, reason)));
        });
    }

    private void tellFailure(ConnectionInfo info, String reason) {
        gateway.tell(new GatewayEvent.Failed(info.connectionId(), WebSocketApi.DISCONNECT, reason));
    }
}

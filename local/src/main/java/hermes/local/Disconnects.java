package hermes.local;

/** Tells the function behind {@code $disconnect}, once, that a connection ended. Thread-safe. */
final class Disconnects {

    private final GatewayCore core;
    private final RouteIntegration integration;

    Disconnects(GatewayCore core) {
        this.core = core;
        this.integration = new RouteIntegration(core.functions());
    }

    /** Returns at once. The answer matters to nobody, and a failure is not repeated: AWS tries its best, once. */
    void fire(Session session, CloseStatus status) {
        core.api().route(WebSocketApi.DISCONNECT).ifPresent(route -> {
            byte[] event = DisconnectEvent.json(core.event(session), status);
            core.tasks().execute(() -> integration.invoke(route, event).failure()
                    .ifPresent(reason -> tellFailure(session, reason)));
        });
    }

    private void tellFailure(Session session, String reason) {
        core.tell(new GatewayEvent.Failed(session.connectionId(), WebSocketApi.DISCONNECT, reason));
    }
}

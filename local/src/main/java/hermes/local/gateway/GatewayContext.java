package hermes.local.gateway;

import hermes.local.lambda.Functions;
import hermes.local.route.ConnectionInfo;
import hermes.local.route.EventContext;
import hermes.local.route.TimedFunctions;
import hermes.local.route.WebSocketApi;
import hermes.local.stack.GatewayEvent;
import java.time.InstantSource;
import java.util.function.Consumer;

/** What all parts of one gateway share. Thread-safe, as each of its components is. */
record GatewayContext(WebSocketApi api, Limits limits, InstantSource clock, Consumer<GatewayEvent> events,
        GatewayExecutor executor,
        TimedFunctions functions, RequestIds ids) implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(GatewayContext.class.getName());

    GatewayContext(WebSocketApi api, Functions functions, Limits limits, InstantSource clock,
            Consumer<GatewayEvent> events) {
        this(api, limits, clock, events, new GatewayExecutor(), new TimedFunctions(functions),
                new RequestIds());
    }

    /** A new event of a connection. */
    EventContext event(ConnectionInfo info) {
        return new EventContext(api, info, ids.request(), clock.instant());
    }

    /** Whoever watches must not break what is watched: a fault there is logged, and that is all. */
    void tell(GatewayEvent event) {
        try {
            events.accept(event);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "A watcher of the gateway failed at " + event, e);
        }
    }

    @Override
    public void close() {
        executor.close();
        functions.close();
    }
}

package hermes.local;

import java.time.InstantSource;
import java.util.function.Consumer;

/** What all parts of one gateway share. Thread-safe, as each of its components is. */
record GatewayCore(WebSocketApi api, Limits limits, InstantSource clock, Consumer<GatewayEvent> events,
        Tasks tasks,
        TimedFunctions functions, RequestIds ids) implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(GatewayCore.class.getName());

    GatewayCore(WebSocketApi api, Functions functions, Limits limits, InstantSource clock,
            Consumer<GatewayEvent> events) {
        this(api, limits, clock, events, new Tasks(), new TimedFunctions(functions),
                new RequestIds());
    }

    /** A new event of a connection. */
    EventContext event(Session session) {
        return new EventContext(api, session, ids.request(), clock.instant());
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
        tasks.close();
        functions.close();
    }
}

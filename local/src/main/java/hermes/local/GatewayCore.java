package hermes.local;

import java.time.InstantSource;
import java.util.function.Consumer;

/** What all parts of one gateway share. Thread-safe, as each of its components is. */
record GatewayCore(WebSocketApi api, Limits limits, InstantSource clock, Consumer<GatewayEvent> events,
        Tasks tasks,
        TimedFunctions functions, RequestIds ids) implements AutoCloseable {

    GatewayCore(WebSocketApi api, Functions functions, Limits limits, InstantSource clock,
            Consumer<GatewayEvent> events) {
        this(api, limits, clock, events, new Tasks(limits.closing()), new TimedFunctions(functions),
                new RequestIds());
    }

    /** A new event of a connection. */
    EventContext event(Session session) {
        return new EventContext(api, session, ids.request(), clock.instant());
    }

    void tell(GatewayEvent event) {
        events.accept(event);
    }

    @Override
    public void close() {
        tasks.close();
        functions.close();
    }
}

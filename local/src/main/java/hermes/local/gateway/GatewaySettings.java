package hermes.local.gateway;

import hermes.local.stack.GatewayEvent;
import java.time.InstantSource;
import java.util.function.Consumer;

/**
 * How one gateway runs, besides the API that it serves. Immutable.
 *
 * @param clock tells when connections are idle or old
 * @param events called by any thread; must neither wait nor throw
 */
public record GatewaySettings(Limits limits, InstantSource clock, Consumer<GatewayEvent> events) {

    /** AWS's limits, the system's clock, and nobody who watches. */
    public static final GatewaySettings AWS = new GatewaySettings(Limits.AWS, InstantSource.system(),
            _ -> {});

    GatewaySettings withLimits(Limits limits) {
        return new GatewaySettings(limits, clock, events);
    }

    GatewaySettings withClock(InstantSource clock) {
        return new GatewaySettings(limits, clock, events);
    }

    public GatewaySettings withEvents(Consumer<GatewayEvent> events) {
        return new GatewaySettings(limits, clock, events);
    }
}

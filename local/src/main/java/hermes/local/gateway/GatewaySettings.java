package hermes.local.gateway;

import hermes.local.stack.GatewayEvent;
import java.time.InstantSource;
import java.util.function.Consumer;

/**
 * How one gateway runs, besides the API that it serves. Immutable.
 *
 * @param port   on this machine only; 0 takes a free one
 * @param clock  tells when connections are idle or old
 * @param events called by any thread; must neither wait nor throw
 */
public record GatewaySettings(int port, Limits limits, InstantSource clock, Consumer<GatewayEvent> events) {

    /** AWS's limits, the system's clock, and nobody who watches. */
    public static GatewaySettings onPort(int port) {
        return new GatewaySettings(port, Limits.AWS, InstantSource.system(), _ -> {});
    }

    GatewaySettings withLimits(Limits limits) {
        return new GatewaySettings(port, limits, clock, events);
    }

    GatewaySettings withClock(InstantSource clock) {
        return new GatewaySettings(port, limits, clock, events);
    }

    public GatewaySettings withEvents(Consumer<GatewayEvent> events) {
        return new GatewaySettings(port, limits, clock, events);
    }
}

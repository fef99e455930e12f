package hermes.local.gateway;

import hermes.local.stack.GatewayEvent;
import io.undertow.server.HttpHandler;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How one gateway runs, besides the API that it serves. Immutable.
 *
 * @param clock tells when connections are idle or old
 * @param events called by any thread; must neither wait nor throw
 * @param managementEntry what calls of the management API on the gateway's own port go through; without it they are
 *     asked for no permission
 */
public record GatewaySettings(Limits limits, InstantSource clock, Consumer<GatewayEvent> events,
        Optional<HttpHandler> managementEntry) {

    /** AWS's limits, the system's clock, and nobody who watches. */
    public static final GatewaySettings AWS = new GatewaySettings(Limits.AWS, InstantSource.system(),
            _ -> {}, Optional.empty());

    GatewaySettings withLimits(Limits limits) {
        return new GatewaySettings(limits, clock, events, managementEntry);
    }

    GatewaySettings withClock(InstantSource clock) {
        return new GatewaySettings(limits, clock, events, managementEntry);
    }

    public GatewaySettings withEvents(Consumer<GatewayEvent> events) {
        return new GatewaySettings(limits, clock, events, managementEntry);
    }

    /** @param entry leads to {@link Gateway#management()} in the end */
    public GatewaySettings withManagementThrough(HttpHandler entry) {
        return new GatewaySettings(limits, clock, events, Optional.of(entry));
    }
}

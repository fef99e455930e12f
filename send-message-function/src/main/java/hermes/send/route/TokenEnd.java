package hermes.send.route;

import hermes.send.delivery.Dismissals;
import hermes.send.invocation.Invocation;
import hermes.send.json.RefusedException;
import java.time.InstantSource;

/** Holds that nothing is done for a connection whose token has ended. Thread-safe. */
public final class TokenEnd {
    private final Dismissals dismissals;
    private final InstantSource clock;

    public TokenEnd(Dismissals dismissals, InstantSource clock) {
        this.dismissals = dismissals;
        this.clock = clock;
    }

    /** @throws RefusedException with the code {@code token_expired}, after the connection was closed if that could be done */
    void check(RouteRequest request, Invocation invocation) {
        if (!clock.instant().isBefore(request.tokenEnd())) {
            dismissals.dismiss(request.connection(), invocation);
            throw new RefusedException("token_expired",
                    "The token of this connection has expired. Connect again with a new one.");
        }
    }
}

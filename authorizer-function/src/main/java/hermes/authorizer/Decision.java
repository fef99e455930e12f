package hermes.authorizer;

import java.time.Instant;

/** What became of a token. That nothing could be decided is no decision: it is thrown. */
sealed interface Decision {

    /** @param connectionEnd when the connection must end, in whole seconds */
    record Allow(Principal principal, Instant connectionEnd) implements Decision {}

    record Deny(Reason reason) implements Decision {}
}

package hermes.local.route;

import java.time.Duration;
import java.util.Optional;

/** How the invocation of a route's function ended, as API Gateway distinguishes it. */
public sealed interface RouteOutcome {

    record Answered(ProxyResponse response) implements RouteOutcome {}

    /** The function failed, or returned what is not a proxy response. */
    record Broken(String reason) implements RouteOutcome {}

    /** The function could not be called at all. */
    record Unreachable(String reason) implements RouteOutcome {}

    /** The function runs on, but nobody waits for it any more. */
    record OutOfTime(Duration timeout) implements RouteOutcome {}

    /** Why there is no answer, in one sentence for the developer; empty if there is one. */
    default Optional<String> failure() {
        return switch (this) {
            case Answered _ -> Optional.empty();
            case Broken(String reason) -> Optional.of(reason);
            case Unreachable(String reason) -> Optional.of(reason);
            case OutOfTime(Duration timeout) -> Optional.of("no answer within " + timeout.toMillis() + " ms");
        };
    }
}

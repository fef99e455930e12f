package hermes.local.route;

import hermes.local.lambda.InvocationResult;

/** Calls the function behind a route and reads its answer as API Gateway does. Thread-safe. */
public final class RouteIntegration {

    private final TimedFunctions functions;

    public RouteIntegration(TimedFunctions functions) {
        this.functions = functions;
    }

    public RouteOutcome invoke(WebSocketApi.Route route, byte[] event) {
        return functions.invoke(route.function(), event, route.timeout()).map(RouteIntegration::outcome)
                .orElseGet(() -> new RouteOutcome.OutOfTime(route.timeout()));
    }

    private static RouteOutcome outcome(InvocationResult invocation) {
        return switch (invocation) {
            case InvocationResult.Returned(byte[] payload) -> read(payload);
            case InvocationResult.Failed(String type, String message, _) -> new RouteOutcome.Broken(
                    type + ": " + message);
            case InvocationResult.TimedOut(_, var after) -> new RouteOutcome.Broken(
                    "the function took longer than its timeout of " + after.toSeconds() + " s");
            case InvocationResult.NotInvocable(String reason) -> new RouteOutcome.Unreachable(reason);
        };
    }

    private static RouteOutcome read(byte[] payload) {
        try {
            return new RouteOutcome.Answered(ProxyResponse.parse(payload));
        } catch (ProxyResponse.Malformed e) {
            return new RouteOutcome.Broken(e.getMessage());
        }
    }
}

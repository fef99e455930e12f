package hermes.local;

/** Calls the function behind a route and reads its answer as API Gateway does. Thread-safe. */
final class RouteIntegration {

    private final TimedFunctions functions;

    RouteIntegration(TimedFunctions functions) {
        this.functions = functions;
    }

    RouteOutcome invoke(WebSocketApi.Route route, byte[] event) {
        return functions.invoke(route.function(), event, route.timeout()).map(RouteIntegration::outcome)
                .orElseGet(() -> new RouteOutcome.OutOfTime(route.timeout()));
    }

    private static RouteOutcome outcome(Invocation invocation) {
        return switch (invocation) {
            case Invocation.Returned(byte[] payload) -> read(payload);
            case Invocation.Failed(String type, String message, _) -> new RouteOutcome.Broken(
                    type + ": " + message);
            case Invocation.TimedOut(var after) -> new RouteOutcome.Broken(
                    "the function took longer than its timeout of " + after.toSeconds() + " s");
            case Invocation.NotInvocable(String reason) -> new RouteOutcome.Unreachable(reason);
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

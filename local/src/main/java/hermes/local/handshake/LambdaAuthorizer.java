package hermes.local.handshake;

import hermes.local.lambda.InvocationResult;
import hermes.local.route.EventContext;
import hermes.local.route.Principal;
import hermes.local.route.TimedFunctions;
import hermes.local.route.WebSocketApi;
import java.util.List;
import java.util.Optional;

/**
 * Asks the API's authorizer about a handshake. Nothing is cached: API Gateway caches for HTTP APIs only.
 * Thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-lambda-auth.html">Lambda authorizers</a>
 */
public final class LambdaAuthorizer {

    /** What follows for the handshake. */
    public sealed interface Verdict {
        record Allowed(Principal principal) implements Verdict {}

        record Denied(HandshakeResponse refusal) implements Verdict {}
    }

    /** A function that fails with exactly this sentence asks for 401 instead of 500. */
    private static final String UNAUTHORIZED = "Unauthorized";

    private final WebSocketApi.Authorizer authorizer;
    private final List<IdentitySource> identitySources;
    private final TimedFunctions functions;
    private final int largestAnswer;

    /** @param largestAnswer of the function, in bytes */
    public LambdaAuthorizer(WebSocketApi.Authorizer authorizer, TimedFunctions functions,
            int largestAnswer) {
        this.authorizer = authorizer;
        this.identitySources = authorizer.identitySources().stream().map(IdentitySource::parse).toList();
        this.functions = functions;
        this.largestAnswer = largestAnswer;
    }

    public Verdict judge(EventContext context, UpgradeRequest request) {
        if (!identitySources.stream().allMatch(source -> source.isIn(request))) {
            return denied(401, "the request lacks one of " + authorizer.identitySources());
        }
        Optional<InvocationResult> invocation = functions.invoke(authorizer.function(),
                AuthorizerEvent.json(context, request),
                WebSocketApi.Route.LONGEST);
        return switch (invocation.orElse(null)) {
            case null -> denied(500, "the authorizer did not answer in time");
            case InvocationResult.Returned(byte[] payload) -> judge(payload, context.api().connectArn());
            case InvocationResult.Failed(_, String message, _) when message.equals(UNAUTHORIZED) ->
                denied(401,
                        "the authorizer failed with \"Unauthorized\"");
            case InvocationResult.Failed(String type, String message, _) -> denied(500,
                    "the authorizer failed: " + type + ": " + message);
            case InvocationResult.TimedOut _ -> denied(500, "the authorizer took longer than its timeout");
            case InvocationResult.NotInvocable(String reason) ->
                denied(500, "the authorizer could not be called: " + reason);
        };
    }

    private Verdict judge(byte[] payload, String arn) {
        try {
            Authorization authorization = Authorization.parse(payload, largestAnswer);
            return authorization.allows(arn)
                    ? new Verdict.Allowed(authorization.principal())
                    : denied(403, "the authorizer's policy does not allow " + arn);
        } catch (MalformedAuthorization e) {
            return denied(500, e.getMessage());
        }
    }

    private static Verdict denied(int status, String reason) {
        return new Verdict.Denied(HandshakeResponse.of(status, reason));
    }
}

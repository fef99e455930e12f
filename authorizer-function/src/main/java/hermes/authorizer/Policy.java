package hermes.authorizer;

import hermes.common.Ids;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A decision as API Gateway wants it.
 *
 * @see <a href=
 *      "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html">
 *      Output from a Lambda authorizer</a>
 */
final class Policy {

    /** A denied token says nothing reliable about who sent it. */
    private static final String NOBODY = "denied";

    private Policy() {}

    /** @param methodArn the event's; no wider one, because {@code stage/*} does not match {@code stage/$connect} */
    static Map<String, Object> of(Decision decision, String methodArn) {
        Objects.requireNonNull(methodArn,
                "The event has no methodArn; expected a REQUEST authorizer's event");
        return switch (decision) {
            case Decision.Allow(Principal principal, Instant end) ->
                Map.of("principalId", principal.user(), "policyDocument",
                        document("Allow", methodArn), "context", context(principal, end));
            case Decision.Deny _ ->
                Map.of("principalId", NOBODY, "policyDocument", document("Deny", methodArn));
        };
    }

    private static Map<String, Object> document(String effect, String methodArn) {
        return Map.of("Version", "2012-10-17", "Statement",
                List.of(Map.of("Action", "execute-api:Invoke", "Effect", effect, "Resource", methodArn)));
    }

    /** Texts only: what API Gateway makes of other types differs between events and templates. */
    private static Map<String, Object> context(Principal principal, Instant connectionEnd) {
        var context = new HashMap<String, Object>(
                Map.of("user_id", principal.user(), "room_id", principal.room(), "expires_at",
                        Long.toString(connectionEnd.getEpochSecond())));
        if (!principal.maySend()) {
            context.put("send", "false");
        }
        var rooms = principal.rooms();
        if (!rooms.ids().isEmpty()) {
            context.put("rooms",
                    rooms.ids().stream().map(Ids::json).collect(Collectors.joining(",", "[", "]")));
            rooms.issuedAtSeconds().ifPresent(seconds -> context.put("issued_at", Long.toString(seconds)));
        }
        return context;
    }
}

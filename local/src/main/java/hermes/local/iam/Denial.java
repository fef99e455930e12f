package hermes.local.iam;

import hermes.local.endpoint.AwsCall;
import hermes.local.endpoint.AwsCall.Access;
import hermes.local.endpoint.CallFilter.Verdict.Fail;
import hermes.local.stack.StackEvent;
import java.util.Locale;

/**
 * An access that a function's role does not permit.
 *
 * @param reason the end of a sentence, for whoever reads the stack's log
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html">Access denied error
 *      messages</a>
 */
record Denial(String function, Access access, boolean explicit, String reason) {

    /** On AWS too, what no statement allows is denied. */
    static Denial implicit(String function, Access access, ExecutionRole role) {
        return new Denial(function, access, false, role.id() + " does not allow it");
    }

    /** A statement denies it, and no other can allow it. */
    static Denial explicit(String function, Access access, Permission denied) {
        return new Denial(function, access, true,
                "%s denies it in line %d".formatted(denied.role(), denied.line()));
    }

    /** Never kinder than AWS: what cannot be decided here is denied. */
    static Denial undecided(AwsCall call) {
        var access = new Access(call.service() + ":" + call.operation(), "*");
        return new Denial(call.caller(), access, false,
                "the local stack does not know which permission that needs");
    }

    StackEvent.Denied event() {
        return new StackEvent.Denied(function, access.action(), access.resource(), reason);
    }

    /** As the service answers. */
    Fail answer(String service, String principal) {
        return switch (service) {
            case "sqs" ->
                new Fail(403, "AccessDenied", message(principal, access.action().toLowerCase(Locale.ROOT)));
            case "execute-api" -> new Fail(403, "AccessDeniedException", message(principal, access.action()));
            default -> new Fail(400, "AccessDeniedException", message(principal, access.action()));
        };
    }

    private String message(String principal, String action) {
        String because = explicit
                ? "with an explicit deny in an identity-based policy"
                : "because no identity-based policy allows the " + action + " action";
        return "User: %s is not authorized to perform: %s on resource: %s %s".formatted(principal, action,
                access.resource(), because);
    }
}

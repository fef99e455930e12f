package hermes.system.permissions;

import hermes.local.endpoint.AwsCall;
import hermes.local.endpoint.AwsCall.Access;
import hermes.local.endpoint.CallFilter;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Lets a caller do what a policy allows, and nothing else, and remembers what that was. Thread-safe. */
final class PolicyGuard implements CallFilter {
    private static final int BAD_REQUEST = 400;

    private final String caller;
    private final Policy policy;
    private final Queue<Access> allowed = new ConcurrentLinkedQueue<>();

    /** @param caller the access key id of whom the policy is for; others are none of its business */
    PolicyGuard(String caller, Policy policy) {
        this.caller = caller;
        this.policy = policy;
    }

    @Override
    public Verdict before(AwsCall call) {
        if (!call.caller().equals(caller)) {
            return new Verdict.Pass();
        }
        var denied = call.accesses().stream().filter(access -> !policy.allows(access)).findFirst();
        if (denied.isPresent()) {
            return new Verdict.Fail(BAD_REQUEST, "AccessDeniedException", "%s does not allow %s on %s"
                    .formatted(caller, denied.get().action(), denied.get().resource()));
        }
        allowed.addAll(call.accesses());
        return new Verdict.Pass();
    }

    @Override
    public boolean mayWait() {
        return false;
    }

    List<Access> allowed() {
        return List.copyOf(allowed);
    }
}

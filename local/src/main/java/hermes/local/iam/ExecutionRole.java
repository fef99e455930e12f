package hermes.local.iam;

import hermes.local.endpoint.AwsCall.Access;
import java.util.List;
import java.util.Optional;

/**
 * What a function may do. Immutable.
 *
 * @param id logical id, or what to call the role if there is none
 * @param principal ARN under which AWS knows the running function
 * @param allowed in the template's order
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html">Policy
 *      evaluation logic</a>
 */
public record ExecutionRole(String id, String principal, List<Grant> allowed, List<Grant> denied) {

    /** The first permission that covers an access: what another covers as well is superfluous there. */
    Optional<Permission> allows(Access access) {
        return first(allowed, access);
    }

    /** The denial that an access falls under, whatever is allowed. */
    Optional<Permission> denies(Access access) {
        return first(denied, access);
    }

    private static Optional<Permission> first(List<Grant> grants, Access access) {
        return grants.stream().filter(grant -> grant.covers(access)).findFirst().map(Grant::permission);
    }
}

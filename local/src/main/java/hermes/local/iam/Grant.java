package hermes.local.iam;

import hermes.local.endpoint.AwsCall.Access;
import java.util.regex.Pattern;

/**
 * A permission, or its denial, ready to be compared with calls. Immutable.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html">Action</a>
 */
record Grant(Permission permission, Pattern action, ResourcePattern resource) {

    static Grant of(Permission permission) {
        // The letter case of an action does not matter to IAM, that of a resource does.
        var action = Pattern.compile(Wildcards.regex(permission.action(), "."), Pattern.CASE_INSENSITIVE);
        return new Grant(permission, action, new ResourcePattern(permission.resource()));
    }

    boolean covers(Access access) {
        return action.matcher(access.action()).matches() && resource.matches(access.resource());
    }
}

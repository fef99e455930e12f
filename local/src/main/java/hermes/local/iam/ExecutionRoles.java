package hermes.local.iam;

import hermes.local.template.Resource;
import hermes.local.template.ResourceRefs;
import hermes.local.template.ResourceTypes;
import hermes.local.template.Section;
import hermes.local.template.Template;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the role of each function from the template. A role that the template does not describe cannot be evaluated,
 * nor one with managed policies, so they are refused.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-role.html">
 *      AWS::IAM::Role</a>
 */
public final class ExecutionRoles {

    private static final Set<String> ROLE = Set.of("AssumeRolePolicyDocument", "Policies", "RoleName", "Path",
            "Description", "MaxSessionDuration", "Tags");
    private static final Set<String> POLICY = Set.of("PolicyName", "PolicyDocument");

    private final Template template;
    private final ResourceRefs refs;

    private ExecutionRoles(Template template, ResourceRefs refs) {
        this.template = template;
        this.refs = refs;
    }

    /** The roles by the logical id of the function. */
    public static Map<String, ExecutionRole> of(Template template, ResourceRefs refs) {
        var reader = new ExecutionRoles(template, refs);
        Map<String, ExecutionRole> roles = new HashMap<>();
        template.resources(ResourceTypes.FUNCTION)
                .forEach(function -> roles.put(function.id(), reader.roleOf(function)));
        return Map.copyOf(roles);
    }

    private ExecutionRole roleOf(Resource function) {
        return template.property(function, "Role", refs).map(arn -> written(function, arn))
                .orElseGet(() -> generated(function));
    }

    private ExecutionRole written(Resource function, String arn) {
        Resource role = template.resources(ResourceTypes.ROLE).stream()
                .filter(candidate -> refs.attribute(candidate.id(), "Arn").filter(arn::equals)
                        .isPresent())
                .findFirst()
                .orElseThrow(() -> template.properties(function, refs).error(
                        "the Role %s is not in this template, so what it allows is not known"
                                .formatted(arn)));
        Section properties = template.properties(role, refs);
        properties.allowOnly(ROLE);
        TrustPolicy.requireLambda(properties.section("AssumeRolePolicyDocument"));
        var document = new PolicyDocument(role.id());
        properties.sections("Policies").forEach(policy -> {
            policy.allowOnly(POLICY);
            policy.text("PolicyName");
            document.add(policy.section("PolicyDocument"));
        });
        return new ExecutionRole(role.id(), principal(refs.of(role), function), document.allowed(),
                document.denied());
    }

    /** The role that SAM makes if there is none, with AWS's policies: what Lambda itself needs, on every resource. */
    private ExecutionRole generated(Resource function) {
        String id = function.id() + "Role";
        List<Grant> allowed = LambdaNeed.of(function, template, refs).stream()
                .map(need -> new Permission(id, need.access().action(), "*", function.properties().line()))
                .map(Grant::of).toList();
        return new ExecutionRole(id, principal(template.identity().physicalName(id), function), allowed,
                List.of());
    }

    private String principal(String role, Resource function) {
        return template.identity().assumedRole(role, refs.of(function));
    }
}

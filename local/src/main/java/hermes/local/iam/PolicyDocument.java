package hermes.local.iam;

import hermes.local.template.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads an identity-based policy. What would change who may do what and is not evaluated here is refused.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html">Policy elements</a>
 */
final class PolicyDocument {

    private static final Set<String> MEMBERS = Set.of("Version", "Id", "Statement");
    private static final Set<String> STATEMENT = Set.of("Sid", "Effect", "Action", "Resource");
    private static final Set<String> VERSIONS = Set.of("2012-10-17", "2008-10-17");
    private static final Set<String> EFFECTS = Set.of("Allow", "Deny");
    private static final Pattern ACTION = Pattern.compile("\\*|[a-zA-Z0-9-]+:[a-zA-Z0-9*?]+");
    private static final Pattern RESOURCE = Pattern.compile("\\*|arn:[^:*?]+:[^:*?]+:[^:]*:[^:]*:.+",
            Pattern.DOTALL);

    private final String role;
    private final List<Grant> allowed = new ArrayList<>();
    private final List<Grant> denied = new ArrayList<>();

    /** @param role logical id */
    PolicyDocument(String role) {
        this.role = role;
    }

    List<Grant> allowed() {
        return List.copyOf(allowed);
    }

    List<Grant> denied() {
        return List.copyOf(denied);
    }

    /** Adds the statements of one policy of the role. */
    PolicyDocument add(Section policy) {
        policy.allowOnly(MEMBERS);
        policy.optionalText("Version").filter(version -> !VERSIONS.contains(version)).ifPresent(version -> {
            throw policy.error("found Version " + version + ", expected 2012-10-17");
        });
        required(policy.sectionOrSections("Statement"), "Statement", policy).forEach(this::addStatement);
        return this;
    }

    private void addStatement(Section statement) {
        statement.allowOnly(STATEMENT);
        String effect = statement.text("Effect");
        if (!EFFECTS.contains(effect)) {
            throw statement.error("found Effect " + effect + ", expected Allow or Deny");
        }
        List<String> actions = required(statement.textOrTexts("Action"), "Action", statement);
        List<String> resources = required(statement.textOrTexts("Resource"), "Resource", statement);
        actions.forEach(action -> check(action, statement));
        resources.forEach(resource -> checkResource(resource, statement));
        List<Grant> grants = effect.equals("Allow") ? allowed : denied;
        actions.forEach(action -> resources.forEach(resource -> grants
                .add(Grant.of(new Permission(role, action, resource, statement.line())))));
    }

    private static void check(String action, Section statement) {
        if (!ACTION.matcher(action).matches()) {
            throw statement.error("found Action " + action + ", expected one like dynamodb:GetItem");
        }
    }

    private static void checkResource(String resource, Section statement) {
        if (resource.contains("${")) {
            throw statement.error("the policy variable in Resource " + resource + " is not emulated");
        }
        if (!RESOURCE.matcher(resource).matches()) {
            throw statement.error("found Resource " + resource + ", expected a whole ARN or *");
        }
    }

    private static <T> List<T> required(List<T> items, String name, Section owner) {
        if (items.isEmpty()) {
            throw owner.error("the property " + name + " is missing");
        }
        return items;
    }
}

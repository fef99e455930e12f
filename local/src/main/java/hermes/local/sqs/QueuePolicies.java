package hermes.local.sqs;

import hermes.local.stack.LocalStackException;
import hermes.local.template.ResourceRefs;
import hermes.local.template.ResourceTypes;
import hermes.local.template.Section;
import hermes.local.template.Template;
import java.util.Map;
import java.util.Set;

/**
 * Policies of queues that change nothing on one machine: what they deny is a call without TLS, which AWS's addresses
 * take and this machine's do not have, and what they allow is for AWS's services.
 */
public final class QueuePolicies {

    private static final Map<String, String> WITHOUT_TLS = Map.of("aws:SecureTransport", "false");

    private QueuePolicies() {}

    /** @throws LocalStackException if one allows or denies anything else, which would have to be followed */
    public static void check(Template template, ResourceRefs refs) {
        template.resources(ResourceTypes.QUEUE_POLICY)
                .forEach(policy -> template.properties(policy, refs).section("PolicyDocument")
                        .sectionOrSections("Statement").forEach(QueuePolicies::check));
    }

    private static void check(Section statement) {
        boolean known = switch (statement.text("Effect")) {
            case "Deny" -> deniesWithoutTls(statement.section("Condition"));
            case "Allow" -> statement.section("Principal").names().equals(Set.of("Service"));
            default -> false;
        };
        if (!known) {
            throw statement
                    .error("a policy of a queue is emulated only if it denies calls without TLS, or allows "
                            + "services of AWS");
        }
    }

    private static boolean deniesWithoutTls(Section condition) {
        return condition.names().equals(Set.of("Bool"))
                && condition.section("Bool").allTexts().equals(WITHOUT_TLS);
    }
}

package hermes.local.iam;

import hermes.local.stack.LocalStackException;
import hermes.local.template.Section;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Who may take a role. Lambda refuses to create a function whose role it may not take.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html">Execution role</a>
 */
final class TrustPolicy {

    private static final Set<String> MEMBERS = Set.of("Version", "Id", "Statement");
    private static final Set<String> STATEMENT = Set.of("Sid", "Effect", "Action", "Principal");
    private static final String LAMBDA = "lambda.amazonaws.com";

    private TrustPolicy() {}

    /** @throws LocalStackException if the role is not for functions, or if its policy is not understood */
    static void requireLambda(Section policy) {
        policy.allowOnly(MEMBERS);
        List<Section> statements = policy.sectionOrSections("Statement");
        if (statements.stream().filter(TrustPolicy::trustsLambda).count() == 0) {
            throw policy.error("no statement lets %s take the role by sts:AssumeRole".formatted(LAMBDA));
        }
    }

    private static boolean trustsLambda(Section statement) {
        statement.allowOnly(STATEMENT);
        if (!statement.text("Effect").equals("Allow")) {
            throw statement.error("an Effect other than Allow is not emulated here");
        }
        return statement.section("Principal").textOrTexts("Service").contains(LAMBDA)
                && statement.textOrTexts("Action").stream().map(action -> action.toLowerCase(Locale.ROOT))
                        .anyMatch("sts:assumerole"::equals);
    }
}

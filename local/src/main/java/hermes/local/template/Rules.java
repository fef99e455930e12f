package hermes.local.template;

import hermes.local.stack.LocalStackException;
import hermes.local.template.Value.Members;
import java.util.LinkedHashMap;
import java.util.Set;

/**
 * What parameters must be to each other. As on CloudFormation an expression knows parameters only, and no conditions.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/rules-section-structure.html">Rules</a>
 */
final class Rules {

    private static final Members NOTHING = new Members(new LinkedHashMap<>(), 0);

    private Rules() {}

    /** @throws LocalStackException if an assertion does not hold, with its own description */
    static void check(TemplateFile file, Members rules, References parameters) {
        var conditions = new Conditions(file, NOTHING, parameters, NOTHING);
        rules.values().forEach((name, definition) -> {
            var where = "Rules." + name;
            var rule = new Section(file, where, definition);
            rule.allowOnly(Set.of("RuleCondition", "Assertions"));
            if (rule.find("RuleCondition").map(value -> conditions.holds(value, where)).orElse(true)) {
                rule.sections("Assertions").forEach(assertion -> check(assertion, conditions, where));
            }
        });
    }

    private static void check(Section assertion, Conditions conditions, String where) {
        assertion.allowOnly(Set.of("Assert", "AssertDescription"));
        var expression = assertion.find("Assert")
                .orElseThrow(() -> assertion.error("the property Assert is missing"));
        if (!conditions.holds(expression, where)) {
            throw assertion.error(assertion.text("AssertDescription"));
        }
    }
}

package hermes.system.permissions;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.local.StackOptions;
import hermes.local.endpoint.AwsCall.Access;
import hermes.local.stack.Addresses;
import hermes.local.stack.StackIdentity;
import hermes.local.template.ResourceRefs;
import hermes.local.template.Section;
import hermes.local.template.Template;
import hermes.system.WholeStack;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What somebody is allowed, held against what was called. Immutable. */
record Policy(List<Statement> statements) {
    private static final String REGION = "us-east-1";
    private static final String ACCOUNT = "000000000000";

    /**
     * The same actions on each of the resources.
     *
     * @param id of the statement; empty if it has none
     */
    record Statement(String id, List<String> actions, List<String> resources) {

        boolean allows(Access access) {
            return actions.contains(access.action())
                    && resources.stream().anyMatch(resource -> covers(resource, access.resource()));
        }

        private Stream<String> unneeded(List<Access> accesses) {
            var allowed = accesses.stream().filter(this::allows).toList();
            return Stream.concat(
                    actions.stream().filter(
                            action -> allowed.stream().noneMatch(access -> access.action().equals(action))),
                    resources.stream().filter(resource -> allowed.stream()
                            .noneMatch(access -> covers(resource, access.resource()))));
        }

        private static boolean covers(String pattern, String resource) {
            return Pattern.matches(Pattern.quote(pattern).replace("*", "\\E.*\\Q"), resource);
        }
    }

    /** A managed policy of the project's template, with the names that its resources have in {@link WholeStack}. */
    static Policy ofTemplate(String id) {
        var stack = new StackIdentity(StackOptions.DEFAULT.name(), REGION, ACCOUNT);
        var template = new Template(WholeStack.TEMPLATE, stack, Map.of());
        var properties = template.properties(template.resource(id).orElseThrow(),
                new ResourceRefs(template, new Addresses(1, 1)));
        return new Policy(properties.section("PolicyDocument").sectionOrSections("Statement").stream()
                .map(Policy::statement).toList());
    }

    private static Statement statement(Section written) {
        assertThat(written.text("Effect")).isEqualTo("Allow");
        return new Statement(written.optionalText("Sid").orElse(""), written.textOrTexts("Action"),
                written.textOrTexts("Resource"));
    }

    boolean allows(Access access) {
        return statements.stream().anyMatch(statement -> statement.allows(access));
    }

    /** The actions, each once. */
    Stream<String> actions() {
        return statements.stream().flatMap(statement -> statement.actions().stream()).distinct();
    }

    /** Actions and resources of a statement that none of the accesses needed. */
    Stream<String> unneeded(List<Access> accesses) {
        return statements.stream().flatMap(statement -> statement.unneeded(accesses));
    }
}

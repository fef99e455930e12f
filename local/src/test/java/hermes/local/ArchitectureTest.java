package hermes.local;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;

import hermes.testing.PackageRules;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The walls between the packages, as {@code docs/architecture.md} draws them. Only the root package sees them all. */
final class ArchitectureTest {

    private static final String ROOT = "hermes.local";

    /** What each package may import of its siblings. */
    private static final Map<String, String> IMPORTS = Map.ofEntries(
            entry("stack", ""),
            entry("websocket", ""),
            entry("template", "stack"),
            entry("endpoint", "stack"),
            entry("identity", "stack"),
            entry("dynamodb", "stack template endpoint"),
            entry("sqs", "stack template endpoint"),
            entry("secrets", "stack template endpoint"),
            entry("iam", "stack template endpoint"),
            entry("lambda", "stack template sqs"),
            entry("route", "stack template lambda"),
            entry("handshake", "stack iam lambda route"),
            entry("gateway", "stack endpoint lambda websocket route handshake"));

    static final Iterable<String> PACKAGES = IMPORTS.keySet();

    private static final PackageRules RULES = new PackageRules(ROOT, IMPORTS);

    @Test
    void everyPackageHasItsRule() {
        RULES.assertThatEveryPackageHasOne();
    }

    @ParameterizedTest
    @FieldSource("PACKAGES")
    void packageImportsOnlyWhatItMay(String name) {
        RULES.assertThatItImportsOnlyWhatItMay(name);
    }

    @Test
    void noPackagesFormACircle() {
        slices().matching(ROOT + ".(*)").should().beFreeOfCycles().check(RULES.classes());
    }
}

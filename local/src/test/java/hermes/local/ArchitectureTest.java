package hermes.local;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The walls between the packages, as {@code docs/architecture.md} draws them. Only the root package sees them all. */
final class ArchitectureTest {

    private static final String ROOT = "hermes.local";
    private static final JavaClasses CLASSES = classes();

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
            entry("gateway", "stack template endpoint iam lambda websocket"));

    static final Iterable<String> PACKAGES = IMPORTS.keySet();

    @Test
    void everyPackageHasItsRule() {
        assertThat(CLASSES.getPackage(ROOT).getSubpackages()).extracting(JavaPackage::getRelativeName)
                .containsExactlyInAnyOrderElementsOf(IMPORTS.keySet());
    }

    @ParameterizedTest
    @FieldSource("PACKAGES")
    void packageImportsOnlyWhatItMay(String name) {
        String[] allowed = Stream.concat(Stream.of(name), Arrays.stream(IMPORTS.get(name).split(" ")))
                .map(sibling -> ROOT + "." + sibling).toArray(String[]::new);

        noClasses().that().resideInAPackage(ROOT + "." + name).should().dependOnClassesThat(
                resideInAPackage(ROOT + "..").and(not(resideInAnyPackage(allowed)))).check(CLASSES);
    }

    @Test
    void noPackagesFormACircle() {
        slices().matching(ROOT + ".(*)").should().beFreeOfCycles().check(CLASSES);
    }

    /** Of libraries the names will do, and reading their classes takes many times as long. */
    private static JavaClasses classes() {
        ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
        return new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(ROOT);
    }
}

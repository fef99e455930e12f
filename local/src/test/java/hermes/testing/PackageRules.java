package hermes.testing;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;

/** What each package below a root may import of its siblings. Only the root package sees them all. Immutable. */
public final class PackageRules {

    private final String root;
    private final Map<String, String> imports;
    private final JavaClasses classes;

    /** @param imports by the name of the package, the names of its siblings with a blank between */
    public PackageRules(String root, Map<String, String> imports) {
        this.root = root;
        this.imports = Map.copyOf(imports);
        // Of libraries the names will do, and reading their classes takes many times as long.
        ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
        this.classes = new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(root);
    }

    /** All that is below the root, without tests. */
    public JavaClasses classes() {
        return classes;
    }

    public void assertThatEveryPackageHasOne() {
        assertThat(classes.getPackage(root).getSubpackages()).extracting(JavaPackage::getRelativeName)
                .containsExactlyInAnyOrderElementsOf(imports.keySet());
    }

    public void assertThatItImportsOnlyWhatItMay(String name) {
        String[] allowed = Stream.concat(Stream.of(name), Arrays.stream(imports.get(name).split(" ")))
                .map(sibling -> root + "." + sibling).toArray(String[]::new);

        noClasses().that().resideInAPackage(root + "." + name).should().dependOnClassesThat(
                resideInAPackage(root + "..").and(not(resideInAnyPackage(allowed)))).check(classes);
    }
}

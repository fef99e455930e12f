package hermes.send;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.LocationProvider;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import java.util.Set;

/** Who may import whom, as the packages' {@code package-info} say. */
@AnalyzeClasses(locations = ArchitectureTest.Main.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule noPackageIsInACircle = slices().matching("hermes.send.(*)..").should()
            .beFreeOfCycles();

    @ArchTest
    static final ArchRule jsonImportsNone = only("json", "hermes.send.json");

    @ArchTest
    static final ArchRule httpImportsNone = only("http", "hermes.send.http");

    @ArchTest
    static final ArchRule invocationImportsJson = only("invocation", "hermes.send.invocation",
            "hermes.send.json");

    @ArchTest
    static final ArchRule streamImportsInvocationAndJson = only("stream", "hermes.send.stream",
            "hermes.send.invocation", "hermes.send.json");

    @ArchTest
    static final ArchRule roomKnowsNothingOfNotifications = only("room", "hermes.send.room",
            "hermes.send.invocation", "hermes.send.json");

    @ArchTest
    static final ArchRule deliveryKnowsNothingOfBatchesAndRoutes = only("delivery", "hermes.send.delivery",
            "hermes.send.room", "hermes.send.stream", "hermes.send.invocation", "hermes.send.json");

    @ArchTest
    static final ArchRule inboxKnowsNothingOfBatchesAndRoutes = only("inbox", "hermes.send.inbox",
            "hermes.send.delivery", "hermes.send.stream", "hermes.send.invocation", "hermes.send.json");

    @ArchTest
    static final ArchRule routeIsForTheFunction = noClasses().that().resideOutsideOfPackages("hermes.send",
            "hermes.send.route").should().dependOnClassesThat().resideInAPackage("hermes.send.route");

    @ArchTest
    static final ArchRule nobodyImportsTheFunction = noClasses().that().resideOutsideOfPackage("hermes.send")
            .should().dependOnClassesThat().resideInAPackage("hermes.send");

    /** Of the packages of this module; what is in none of them is not this test's business. */
    private static ArchRule only(String name, String... allowed) {
        DescribedPredicate<JavaClass> elsewhere = DescribedPredicate.not(resideInAPackage("hermes.send.."));
        return classes().that().resideInAPackage("hermes.send." + name).should()
                .onlyDependOnClassesThat(elsewhere.or(JavaClass.Predicates.resideInAnyPackage(allowed)));
    }

    /** By its folder: to look for a package on the whole class path takes seconds. */
    static final class Main implements LocationProvider {
        @Override
        public Set<Location> get(Class<?> test) {
            return Set.of(Location.of(Path.of("target/classes")));
        }
    }
}

package hermes.system;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The walls between the modules and between their packages, read from the compiled classes. */
final class ArchitectureTest {

    /** More than anybody reads through in search of a name. */
    private static final int MOST_FILES_OF_A_PACKAGE = 40;

    private static final String OURS = "hermes..";

    @ParameterizedTest
    @MethodSource("functions")
    void functionKnowsOfOursOnlyWhatIsCommon(String function) {
        noClasses().should().dependOnClassesThat(resideInAPackage(OURS)
                .and(not(resideInAnyPackage("hermes.common..", rootOf(function)))))
                .check(classesOf(function));
    }

    @Test
    void libraryKnowsOfOursOnlyWhatIsCommon() {
        noClasses().should().dependOnClassesThat(resideInAPackage(OURS)
                .and(not(resideInAnyPackage("hermes.common..", rootOf("backend")))))
                .check(classesOf("backend"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"common", "local"})
    void moduleKnowsNothingOfOurs(String module) {
        noClasses().should().dependOnClassesThat(resideInAPackage(OURS)
                .and(not(resideInAPackage(rootOf(module)))))
                .check(classesOf(module));
    }

    @ParameterizedTest
    @MethodSource("modules")
    void packagesOfAModuleFormNoCircle(String module) {
        slices().matching("(**)").should().beFreeOfCycles().check(classesOf(module));
    }

    @ParameterizedTest
    @ValueSource(strings = {"main", "test"})
    void packageIsNotTooLargeToFindSomethingInIt(String side) throws IOException {
        assertThat(filesByPackage(side)).isNotEmpty();
        assertThat(packagesWhere(filesByPackage(side), files -> files.size() > MOST_FILES_OF_A_PACKAGE))
                .as("packages of more than %d files", MOST_FILES_OF_A_PACKAGE).isEmpty();
    }

    @Test
    void packageSaysWhatItIsFor() throws IOException {
        var packages = filesByPackage("test");
        packages.putAll(filesByPackage("main"));

        assertThat(packagesWhere(packages, files -> !files.contains("package-info.java")))
                .as("packages without a package-info").isEmpty();
    }

    private static List<String> packagesWhere(Map<String, List<String>> files,
            Predicate<List<String>> fault) {
        return files.entrySet().stream().filter(entry -> fault.test(entry.getValue())).map(Map.Entry::getKey)
                .toList();
    }

    /** Those that are built with these tests: the benchmarks look at their own packages. */
    static List<String> modules() throws IOException {
        var modules = foldersWith("src/main/java").map(folder -> folder.getFileName().toString())
                .filter(module -> !module.equals("benchmarks")).toList();
        assertThat(modules).contains("local", "common", "backend", "cli");
        return modules;
    }

    static List<String> functions() throws IOException {
        return modules().stream().filter(module -> module.endsWith("-function")).toList();
    }

    private static JavaClasses classesOf(String module) {
        // What other people's classes use is none of our business, and takes a minute to find out.
        ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
        return new ClassFileImporter().importPath(WholeStack.HOME.resolve(module).resolve("target/classes"));
    }

    /** That of "send-message-function" is "hermes.send". */
    private static String rootOf(String module) {
        return "hermes." + module.split("-")[0] + "..";
    }

    private static Map<String, List<String>> filesByPackage(String side) throws IOException {
        return sources(side).stream().collect(groupingBy(ArchitectureTest::packageOf,
                mapping(source -> source.getFileName().toString(), toList())));
    }

    private static String packageOf(Path source) {
        var folders = source.getParent().toString();
        return folders.substring(folders.indexOf("/java/") + "/java/".length()).replace('/', '.');
    }

    private static List<Path> sources(String side) throws IOException {
        List<Path> sources = new ArrayList<>();
        for (var folder : foldersWith("src/" + side + "/java").toList()) {
            try (var files = Files.walk(folder.resolve("src/" + side + "/java"))) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
            }
        }
        return sources;
    }

    private static Stream<Path> foldersWith(String sources) throws IOException {
        try (var folders = Files.list(WholeStack.HOME)) {
            return folders.filter(folder -> Files.isDirectory(folder.resolve(sources))).sorted().toList()
                    .stream();
        }
    }
}

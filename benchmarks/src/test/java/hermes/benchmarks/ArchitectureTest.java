package hermes.benchmarks;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What holds for the other modules is in the tests of the whole stack, which are built without this one. */
final class ArchitectureTest {

    private static final Path HOME = Path.of("").toAbsolutePath().getParent();

    @Test
    void packagesFormNoCircle() {
        slices().matching("(hermes.benchmarks..)").should().beFreeOfCycles()
                .check(new ClassFileImporter().importPath(Path.of("target/classes")));
    }

    @Test
    void nobodyIsBuiltOnIt() throws IOException {
        try (var folders = Files.list(HOME)) {
            var poms = folders.map(folder -> folder.resolve("pom.xml")).filter(Files::exists)
                    .filter(pom -> !pom.getParent().endsWith("benchmarks")).toList();

            assertThat(poms).hasSizeGreaterThan(5).allSatisfy(
                    pom -> assertThat(pom).content().doesNotContain("<artifactId>benchmarks</artifactId>"));
        }
    }
}

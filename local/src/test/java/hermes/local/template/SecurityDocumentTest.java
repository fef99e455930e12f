package hermes.local.template;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.local.ProjectTemplate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/security.md says is shown by the tests that it names, as long as there are such tests. */
class SecurityDocumentTest {
    private static final Pattern NAMED = Pattern.compile("`(\\w+(?:Test|IT))\\.(\\w+)`");
    private static final Path PROJECT = ProjectTemplate.path().getParent();

    @Test
    void everyTestThatIsNamedExists() throws IOException {
        var named = NAMED.matcher(Files.readString(PROJECT.resolve("docs/security.md"))).results().toList();

        assertThat(named).hasSizeGreaterThan(20).allSatisfy(
                test -> assertThat(source(test.group(1))).contains("void " + test.group(2) + "("));
    }

    private static String source(String test) throws IOException {
        for (Path module : modules()) {
            try (var files = Files.walk(module.resolve("src/test"))) {
                var found = files.filter(file -> file.endsWith(test + ".java")).findFirst();
                if (found.isPresent()) {
                    return Files.readString(found.get());
                }
            }
        }
        throw new AssertionError("There is no " + test + ".java");
    }

    private static List<Path> modules() throws IOException {
        try (var folders = Files.list(PROJECT)) {
            return folders.filter(folder -> Files.isDirectory(folder.resolve("src/test"))).toList();
        }
    }
}

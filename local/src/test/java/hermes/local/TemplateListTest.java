package hermes.local;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import hermes.local.stack.Addresses;
import hermes.local.stack.LocalStackException;
import hermes.local.stack.StackIdentity;
import hermes.local.template.Template;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Small templates that SAM and CloudFormation take, and such as they refuse. The first line of one that is refused is
 * the sentence that says why.
 */
final class TemplateListTest {

    private static final StackIdentity STACK = new StackIdentity("test", "eu-west-1", "123456789012");

    @ParameterizedTest
    @MethodSource
    void accepted(Path template) {
        assertThatNoException().isThrownBy(() -> read(template));
    }

    @ParameterizedTest
    @MethodSource
    void refused(Path template) throws IOException {
        var sentence = Files.readAllLines(template).getFirst().substring("# ".length());

        assertThatExceptionOfType(LocalStackException.class).isThrownBy(() -> read(template))
                .withMessageMatching("\\S+ line \\d+: [^\\n]*").withMessageContaining(": " + sentence);
    }

    static List<Path> accepted() throws IOException, URISyntaxException {
        return list("accepted");
    }

    static List<Path> refused() throws IOException, URISyntaxException {
        return list("refused");
    }

    private static List<Path> list(String folder) throws IOException, URISyntaxException {
        var home = Path.of(TemplateListTest.class.getResource("/templates/" + folder).toURI());
        try (var files = Files.list(home)) {
            return files.sorted().toList();
        }
    }

    private static void read(Path path) {
        StackModel.of(new Template(path, STACK, Map.of()), new Addresses(4501, 4502));
    }
}

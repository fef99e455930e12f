package hermes.local.template;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import hermes.local.stack.LocalStackException;
import hermes.local.stack.StackIdentity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that are made to be read by nobody: each is one sentence. */
final class HostileTemplateTest {

    private static final int DEEP = 10_000;

    @TempDir
    Path folder;

    @Test
    void mappingsInMappings() throws IOException {
        String text = IntStream.range(0, 500).mapToObj(level -> " ".repeat(level) + "a:\n")
                .collect(Collectors.joining());

        assertRefused(text, "template.yaml line 101: nested more than 100 levels deep.");
    }

    @ParameterizedTest
    @CsvSource({"[, ]", "{a: , }", "{a: [, ]}", "'!Join [', ''", "'- ', ''"})
    void tenThousandLevels(String open, String close) throws IOException {
        assertRefused("Resources:\n  " + open.repeat(DEEP) + "x" + close.repeat(DEEP),
                "template.yaml line 2: nested more than 100 levels deep.");
    }

    @Test
    void aliasesThatGrow() throws IOException {
        String text = "a0: &a0 [x, x]\n" + IntStream.range(1, 40)
                .mapToObj(level -> "a%d: &a%d [*a%d, *a%d]\n".formatted(level, level, level - 1, level - 1))
                .collect(Collectors.joining());

        assertRefused(text, "Number of aliases");
    }

    @Test
    void aliasOfItself() throws IOException {
        assertRefused("Resources: &a\n  b: *a\n", "alias");
    }

    @Test
    void scalarOfTwoMegabytes() throws IOException {
        assertRefused("Description: " + "x".repeat(2_000_000),
                "template.yaml has 2,000,013 bytes, and CloudFormation takes templates of up to 1,000,000.");
    }

    @Test
    void keyThatIsAMapping() throws IOException {
        assertRefused("? {a: b}\n: c\n",
                "template.yaml line 1: a key that is a list or a mapping; expected a text.");
    }

    @Test
    void bytesThatAreNoText() throws IOException {
        Path file = Files.write(folder.resolve("template.yaml"),
                "Description: \u00e4".getBytes(StandardCharsets.ISO_8859_1));

        assertRefused(file, "template.yaml is not UTF-8.");
    }

    private void assertRefused(String text, String sentence) throws IOException {
        assertRefused(Files.writeString(folder.resolve("template.yaml"), text), sentence);
    }

    private static void assertRefused(Path file, String sentence) {
        assertThatExceptionOfType(LocalStackException.class)
                .isThrownBy(() -> new Template(file, new StackIdentity("test", "us-east-1", "1"), Map.of()))
                .withMessageContaining(sentence).withMessageMatching("[^\\n]*");
    }
}

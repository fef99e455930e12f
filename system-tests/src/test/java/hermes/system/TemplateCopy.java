package hermes.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The project's template with a change. */
final class TemplateCopy {

    private static final Path FOLDER = WholeStack.HOME.resolve("system-tests/target/template-copies");

    private TemplateCopy() {}

    /** @param right what must be in the template; each place is changed */
    static Path with(String right, String wrong) throws IOException {
        var template = Files.readString(WholeStack.TEMPLATE);
        assertThat(template).contains(right);
        Files.createDirectories(FOLDER);
        var copy = Files.createTempFile(FOLDER, "template", ".yaml");
        return Files.writeString(copy,
                template.replace(right, wrong).replace("CodeUri: ", "CodeUri: ../../../"));
    }
}

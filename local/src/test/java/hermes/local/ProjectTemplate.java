package hermes.local;

import hermes.local.stack.Addresses;
import hermes.local.stack.StackIdentity;
import hermes.local.template.ResourceRefs;
import hermes.local.template.Template;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** The template of this project, wherever in it a test runs. */
public final class ProjectTemplate {

    private ProjectTemplate() {}

    public static Path path() {
        return Stream.iterate(Path.of("").toAbsolutePath(), folder -> folder != null, Path::getParent)
                .map(folder -> folder.resolve("template.yaml")).filter(Files::exists).findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "no template.yaml above " + Path.of("").toAbsolutePath()));
    }

    /** The tables and queues with the names that they have in tests. */
    static DataSpecs dataSpecs() {
        var template = new Template(path(), new StackIdentity("test", "us-east-1", "000000000000"), Map.of());
        return DataSpecs.of(template, new ResourceRefs(template, new Addresses(0, 0)));
    }
}

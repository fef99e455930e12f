package hermes.system.bills;

import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The bill of materials that the build laid beside the jar of a module: what the module ships. Immutable.
 *
 * @see <a href="https://cyclonedx.org/docs/1.6/json/">CycloneDX 1.6</a>
 */
record BillOfMaterials(List<Library> libraries) {

    private static final Path HOME = Path.of("").toAbsolutePath().getParent();
    /** Neither is shipped by itself. */
    private static final List<String> WITHOUT = List.of("common", "system-tests");

    BillOfMaterials {
        libraries = List.copyOf(libraries);
    }

    /** Skips the test where the module was built offline, which leaves the bill out. */
    static BillOfMaterials of(String module) throws IOException {
        var file = HOME.resolve(module).resolve("target").resolve(module + ".cdx.json");
        assumeThat(file)
                .as("the bill of materials of " + module + ", which Maven does not write offline (-o)")
                .exists();
        return read(Files.readString(file));
    }

    static BillOfMaterials read(String json) throws IOException {
        return new BillOfMaterials(new ObjectMapper().readTree(json).path("components").valueStream()
                .map(component -> new Library(
                        component.path("group").asText() + ":" + component.path("name").asText(),
                        component.path("version").asText()))
                .toList());
    }

    /** The modules of the project that are shipped. */
    static List<String> modules() throws IOException {
        return Pattern.compile("<module>(.+)</module>").matcher(Files.readString(HOME.resolve("pom.xml")))
                .results().map((MatchResult found) -> found.group(1))
                .filter(module -> !WITHOUT.contains(module))
                .toList();
    }
}

package hermes.system.bills;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What scanners learn about the functions: from the bill of materials and from inside the jar. */
final class SbomIT {

    /** They are published without the {@code pom.properties} by which scanners know an artifact. */
    private static final Set<String> UNMARKED = Set.of("com.auth0:java-jwt",
            "org.reactivestreams:reactive-streams", "software.amazon.awssdk:third-party-jackson-core",
            "software.amazon.cloudwatchlogs:aws-embedded-metrics");

    @ParameterizedTest(name = "{0}")
    @MethodSource("hermes.system.FunctionJarsIT#functionsOfTheTemplate")
    void billNamesWhatTheJarHoldsInTheSameVersions(String function, Path jar) throws IOException {
        var module = jar.getFileName().toString().replace(".jar", "");
        var bill = BillOfMaterials.of(module).libraries().stream()
                .filter(library -> !UNMARKED.contains(library.artifact())).toList();
        var marked = marked(jar).stream()
                .filter(library -> !library.artifact().equals("io.github.hermes-notifications:" + module))
                .toList();

        assertThat(marked).isNotEmpty().containsExactlyInAnyOrderElementsOf(bill);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hermes.system.FunctionJarsIT#functionsOfTheTemplate")
    void jarTellsScannersWhatItHolds(String function, Path jar) throws IOException {
        var artifacts = marked(jar).stream().map(Library::artifact).collect(Collectors.toSet());

        assertThat(artifacts).contains("software.amazon.awssdk:dynamodb",
                "io.github.hermes-notifications:common");
    }

    private static List<Library> marked(Path jar) throws IOException {
        try (var zip = new ZipFile(jar.toFile())) {
            return zip.stream().filter(entry -> entry.getName().matches("META-INF/maven/.*/pom\\.properties"))
                    .map(entry -> library(zip, entry)).toList();
        }
    }

    private static Library library(ZipFile zip, ZipEntry entry) {
        var properties = new Properties();
        try (var stream = zip.getInputStream(entry)) {
            properties.load(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Library(properties.getProperty("groupId") + ":" + properties.getProperty("artifactId"),
                properties.getProperty("version"));
    }
}

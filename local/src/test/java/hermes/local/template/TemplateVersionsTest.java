package hermes.local.template;

import static hermes.local.template.TemplateTree.at;
import static hermes.local.template.TemplateTree.list;
import static hermes.local.template.TemplateTree.map;
import static hermes.local.template.TemplateTree.references;
import static org.assertj.core.api.Assertions.assertThat;

import hermes.local.ProjectTemplate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is deployed must be what runs: SAM publishes no version for a value that has changed outside its text. */
class TemplateVersionsTest {

    /** The length up to which the template promises to work. */
    private static final String STACK = "s".repeat(60);

    /** Their values change only with the template's text: role and log group by name, the rest is not configuration. */
    private static final Set<String> BY_TEXT = Set.of("CodeUri", "Role", "Events", "VersionDescription",
            "DeploymentPreference");

    /** How long the settings that are free texts can be together; docs/operations.md says it. */
    private static final Map<String, Integer> FOR_SETTINGS = Map.of("AuthorizerFunction", 170);

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]+)}");

    private static final Pattern READ = Pattern
            .compile(
                    "\\b(?:required|requiredNumber|optional|optionalNumber|defaulted)\\(\\s*\"([A-Z][A-Z0-9_]+)\"");

    private static final TemplateTree TEMPLATE = TemplateTree.ofProject();

    static Set<String> functions() {
        return TEMPLATE.resources(ResourceTypes.FUNCTION).keySet();
    }

    @ParameterizedTest
    @MethodSource("functions")
    void versionDescriptionNamesWhateverTheConfigurationRefersTo(String function) {
        var configuration = TEMPLATE.function(function);
        configuration.keySet().removeAll(BY_TEXT);
        var referred = new TreeSet<>(references(configuration));
        referred.removeIf(name -> isA(name, ResourceTypes.LOG_GROUP) || namedByTemplate(name));

        assertThat(references(TEMPLATE.function(function).get("VersionDescription")))
                .extracting(name -> name.replaceFirst("\\..*", "")).hasSameElementsAs(referred);
    }

    /** Such a queue is replaced when the template has another name for it, which stands in the description as well. */
    @ParameterizedTest
    @MethodSource("functions")
    void versionDescriptionHasTheNamesThatTheTemplateGives(String function) {
        var description = list(at(TEMPLATE.function(function).get("VersionDescription"), "Fn::Sub"))
                .getFirst();

        assertThat(references(TEMPLATE.function(function).get("Environment")))
                .filteredOn(TemplateVersionsTest::namedByTemplate)
                .allSatisfy(name -> assertThat((String) description).contains(
                        " " + ((String) TEMPLATE.at("Resources", name, "Properties", "QueueName", "Fn::Sub"))
                                .replace("${AWS::StackName}", "")));
    }

    @ParameterizedTest
    @MethodSource("functions")
    void versionDescriptionFitsInto256Characters(String function) {
        var sub = list(at(TEMPLATE.function(function).get("VersionDescription"), "Fn::Sub"));
        var own = map(sub.getLast());
        var description = VARIABLE.matcher((String) sub.getFirst()).replaceAll(
                found -> own.containsKey(found.group(1))
                        ? drawn(own.get(found.group(1)))
                        : longest(found.group(1)));

        assertThat(description).doesNotContain("${")
                .hasSizeLessThanOrEqualTo(256 - FOR_SETTINGS.getOrDefault(function, 0));
    }

    /** Of an id the part behind the resource's name. */
    private static String drawn(Object select) {
        var split = list(at(list(at(select, "Fn::Select")).getLast(), "Fn::Split"));
        return longest(references(split.getLast()).iterator().next().replaceFirst("\\..*", ""))
                .split((String) split.getFirst(), 2)[1];
    }

    private static String longest(String name) {
        if (map(TEMPLATE.at("Parameters")).containsKey(name)) {
            var parameter = TEMPLATE.at("Parameters", name);
            var values = list(at(parameter, "AllowedValues") != null
                    ? at(parameter, "AllowedValues")
                    : at(parameter, "MaxValue")); // none of free texts, which share the room that is left
            return values.stream().map(String.class::cast)
                    .reduce("", (one, other) -> one.length() > other.length() ? one : other);
        }
        return switch ((String) TEMPLATE.at("Resources", name, "Type")) {
            case ResourceTypes.TABLE, ResourceTypes.QUEUE -> STACK + "-" + name + "-" + "X".repeat(13);
            case ResourceTypes.SECRET ->
                "arn:aws-us-gov:secretsmanager:us-gov-west-1:123456789012:secret:" + name + "-"
                        + "X".repeat(12) + "-" + "x".repeat(6);
            case ResourceTypes.WEB_SOCKET_API -> "x".repeat(10);
            default -> throw new AssertionError("How long is the value of " + name + "?");
        };
    }

    @ParameterizedTest
    @MethodSource("functions")
    void variablesAreThoseThatTheCodeReads(String function) {
        var variables = map(at(TEMPLATE.function(function), "Environment", "Variables")).keySet();

        assertThat(variables).filteredOn(name -> !name.startsWith("AWS_"))
                .hasSameElementsAs(read(module(function)));
    }

    @ParameterizedTest
    @MethodSource("functions")
    void jarIsTheOneThatMavenBuilds(String function) {
        assertThat(TEMPLATE.function(function).get("CodeUri"))
                .isEqualTo("%1$s/target/%1$s.jar".formatted(module(function)));
        assertThat(ProjectTemplate.path().resolveSibling(module(function)).resolve("pom.xml")).exists();
        assertThat(TEMPLATE.at("Resources", function, "Metadata", "SkipBuild")).isEqualTo("true");
    }

    private static String module(String function) {
        return function.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase();
    }

    private static Set<String> read(String module) {
        var sources = ProjectTemplate.path().resolveSibling(module).resolve("src/main/java");
        try (var files = Files.walk(sources)) {
            return files.filter(Files::isRegularFile).map(TemplateVersionsTest::text)
                    .flatMap(text -> READ.matcher(text).results()).map(found -> found.group(1))
                    .filter(name -> !name.startsWith("AWS_")) // Lambda and the SDK have their own
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean namedByTemplate(String name) {
        return TEMPLATE.at("Resources", name, "Properties", "QueueName") != null;
    }

    private static boolean isA(String reference, String type) {
        return type.equals(TEMPLATE.at("Resources", reference.replaceAll("\\..*", ""), "Type"));
    }
}

package hermes.local.template;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import hermes.local.ProjectTemplate;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** An environment of samconfig.toml inherits nothing from default: what one has and the other lacks is forgotten. */
class SamconfigTest {

    @Test
    void environmentsSetTheSameAndDeployTheTemplateItself() throws IOException {
        var settings = new TreeMap<String, Set<String>>();
        var section = "";
        for (var line : Files.readAllLines(ProjectTemplate.path().resolveSibling("samconfig.toml"))) {
            if (line.startsWith("[")) {
                section = line;
            } else if (line.contains(" = ") && !section.isEmpty()) {
                settings.computeIfAbsent(section, _ -> new TreeSet<>()).add(line);
            }
        }

        assertThat(settings.keySet()).containsExactlyInAnyOrder("[default.global.parameters]",
                "[default.deploy.parameters]", "[production.global.parameters]",
                "[production.deploy.parameters]", "[production-first.global.parameters]",
                "[production-first.deploy.parameters]");
        for (var command : Set.of("global", "deploy")) {
            assertThat(keys(settings.get("[production." + command + ".parameters]")))
                    .isEqualTo(keys(settings.get("[default." + command + ".parameters]")));
        }
        for (var environment : Set.of("default", "production", "production-first")) {
            assertThat(settings.get("[" + environment + ".deploy.parameters]"))
                    .contains("template_file = \"template.yaml\"");
        }
        assertThat(overrides(settings.get("[production-first.deploy.parameters]")))
                .isEqualTo(overrides(settings.get("[production.deploy.parameters]")).replaceFirst("\"$",
                        " DeletionProtection=off\""));
        assertThat(settings.get("[production-first.global.parameters]"))
                .isEqualTo(settings.get("[production.global.parameters]"));
    }

    private static String overrides(Set<String> lines) {
        return lines.stream().filter(line -> line.startsWith("parameter_overrides")).findFirst()
                .orElseThrow();
    }

    private static Set<String> keys(Set<String> lines) {
        return lines.stream().map(line -> line.substring(0, line.indexOf(" = "))).collect(toSet());
    }
}

package hermes.cli.cost;

import static hermes.local.template.TemplateTree.at;
import static hermes.local.template.TemplateTree.list;
import static org.assertj.core.api.Assertions.assertThat;

import hermes.local.template.TemplateTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the estimate repeats of template.yaml is what stands there. */
final class UsageAssumptionsTest {

    private static final Pattern METRICS = Pattern
            .compile("(?s)\\n## Metrics\\n.*?\\n\\| --- \\|[^\\n]*\\n(.*?)\\n\\n");

    private final TemplateTree template = TemplateTree.ofProject();

    @Test
    void memoryIsThatOfTheFunctions() {
        var memory = template.resources("AWS::Serverless::Function").entrySet().stream().collect(
                Collectors.toMap(Map.Entry::getKey, function -> at(function.getValue(), "MemorySize")));

        assertThat(memory).isEqualTo(Map.of(
                "AuthorizerFunction", "" + UsageAssumptions.AUTHORIZER_MB,
                "ConnectFunction", "" + UsageAssumptions.CONNECT_MB,
                "DisconnectFunction", "" + UsageAssumptions.DISCONNECT_MB,
                "SendMessageFunction", "" + UsageAssumptions.SEND_MESSAGE_MB));
    }

    /** An alarm has one metric, or queries, of which those that only calculate are free. */
    @Test
    void metricsInAlarmsAreThoseOfAllAlarms() {
        long metrics = template.resources("AWS::CloudWatch::Alarm").values().stream()
                .mapToLong(alarm -> at(alarm, "MetricName") != null
                        ? 1
                        : list(at(alarm, "Metrics")).stream().filter(query -> at(query, "MetricStat") != null)
                                .count())
                .sum();

        assertThat(metrics).isEqualTo(UsageAssumptions.ALARM_METRICS);
    }

    @Test
    void metricsOfLogLinesAreThoseOfAllFilters() {
        long metrics = template.resources("AWS::Logs::MetricFilter").values().stream()
                .mapToLong(filter -> list(at(filter, "MetricTransformations")).size()).sum();

        assertThat(metrics).isEqualTo(UsageAssumptions.LOG_METRICS);
    }

    /** The table is held against the function by a test of its own. */
    @Test
    void metricsOfTheFunctionAreThoseThatOperationsExplains() throws IOException {
        var page = Files.readString(Path.of("../docs/operations.md"));
        var table = METRICS.matcher(page);
        assertThat(table.find()).isTrue();

        var names = table.group(1).lines().map(row -> row.split("\\|")[1].replaceAll("\\(.*\\)", ""))
                .flatMap(cell -> Arrays.stream(cell.split(","))).map(String::strip).toList();

        assertThat(names).contains("Published", "Poison").hasSize(UsageAssumptions.FUNCTION_METRICS);
    }

    @Test
    void secretsAndDashboardsAreThoseOfTheTemplate() {
        assertThat(template.resources("AWS::SecretsManager::Secret")).hasSize(UsageAssumptions.SECRETS);
        assertThat(template.resources("AWS::CloudWatch::Dashboard")).hasSize(UsageAssumptions.DASHBOARDS);
    }
}

package hermes.cli.cost;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.local.template.TemplateTree;
import hermes.testing.Contract;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the estimate repeats of the template and of the functions. */
final class UsageAssumptionsTest {
    private final TemplateTree template = TemplateTree.ofProject();

    @Test
    void memoryIsThatOfTheTemplate() {
        assertThat(UsageAssumptions.AUTHORIZER_MB).isEqualTo(memory("AuthorizerFunction"));
        assertThat(UsageAssumptions.CONNECT_MB).isEqualTo(memory("ConnectFunction"));
        assertThat(UsageAssumptions.DISCONNECT_MB).isEqualTo(memory("DisconnectFunction"));
        assertThat(UsageAssumptions.SEND_MESSAGE_MB).isEqualTo(memory("SendMessageFunction"));
    }

    @Test
    void customMetricsAreThoseOfTheFunctionAndOfTheFilters() {
        assertThat(UsageAssumptions.CUSTOM_METRICS).isEqualTo(Contract.texts("/metrics/names").size()
                + UsageAssumptions.POISON_REASONS + template.resources("AWS::Logs::MetricFilter").size());
    }

    @Test
    void pageOfAnInboxIsTheUsualOne() {
        assertThat(UsageAssumptions.INBOX_PAGE).isEqualTo(Contract.number("/inbox/page_usual"));
    }

    @Test
    void alarmsPayForEachMetricThatTheyLookAt() {
        assertThat(alarmMetrics()).hasSize(UsageAssumptions.ALARM_METRICS);
    }

    @Test
    void alarmsLookAtMetricsThatTheFunctionHas() {
        assertThat(alarmMetrics()
                .filter(metric -> Contract.text("/metrics/namespace")
                        .equals(TemplateTree.at(metric, "Namespace")))
                .map(metric -> (String) TemplateTree.at(metric, "MetricName")))
                .isNotEmpty().isSubsetOf(Contract.texts("/metrics/names"));
    }

    @Test
    void pageIsThatOfTheFunction() {
        assertThat(UsageAssumptions.PAGE).isEqualTo(Contract.number("/connections/delivered_at_once"));
    }

    @Test
    void secretsAndDashboardsAreThoseOfTheTemplate() {
        assertThat(template.resources("AWS::SecretsManager::Secret")).hasSize(UsageAssumptions.SECRETS);
        assertThat(template.resources("AWS::CloudWatch::Dashboard")).hasSize(UsageAssumptions.DASHBOARDS);
    }

    private int memory(String function) {
        return Integer
                .parseInt((String) template.at("Resources", function, "Properties", "MemorySize"));
    }

    /** An alarm has one metric, or a list in which some are calculated from others. */
    private Stream<Object> alarmMetrics() {
        return template.resources("AWS::CloudWatch::Alarm").values().stream().flatMap(alarm -> {
            var metrics = TemplateTree.list(TemplateTree.at(alarm, "Metrics"));
            return metrics.isEmpty()
                    ? List.of(alarm).stream()
                    : metrics.stream().map(metric -> TemplateTree.at(metric, "MetricStat", "Metric"))
                            .filter(Objects::nonNull);
        });
    }
}

package hermes.send.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.send.json.Json;
import hermes.testing.Contract;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class EmbeddedMetricsTest {
    private final EmbeddedMetrics metrics = new EmbeddedMetrics();

    @Test
    void countsOfOneInvocationAreOneLine() {
        metrics.published(2);
        metrics.delivered(5);
        metrics.delivered(1);

        var line = Json.parse(lines().getFirst()).members();
        var directive = line.get("_aws").members().get("CloudWatchMetrics").elements().getFirst().members();
        assertThat(lines()).hasSize(1);
        assertThat(line.get("FunctionName").text()).isEqualTo("\"send\"");
        assertThat(line.get("Published").text()).isEqualTo("2.0");
        assertThat(line.get("Delivered").text()).isEqualTo("6.0");
        assertThat(directive.get("Namespace").text()).isEqualTo("\"Hermes\"");
        assertThat(directive.get("Dimensions").text()).isEqualTo("[[\"FunctionName\"]]");
    }

    @Test
    void poisonIsCountedWithAndWithoutItsReason() {
        metrics.poison("bad_json");
        metrics.poison("bad_json");

        assertThat(lines()).singleElement().asString().contains("\"Reason\":\"bad_json\"",
                "\"Poison\":2.0", "\"Dimensions\":[[\"FunctionName\"],[\"FunctionName\",\"Reason\"]]");
    }

    @Test
    void namesAreThoseOfTheContract() {
        metrics.published(1);
        metrics.delivered(1);
        metrics.gone();
        metrics.throttled();
        metrics.redelivered(1);
        metrics.undelivered(1);
        metrics.recovered();
        metrics.notRecovered();
        metrics.poison("bad_json");
        metrics.latency(Duration.ofMillis(1));
        metrics.fanOut(1);
        metrics.inboxAppended(1);
        metrics.inboxListed();
        metrics.marked();

        assertThat(lines().stream()
                .map(line -> Json.parse(line).at("_aws", "CloudWatchMetrics").elements().getFirst())
                .flatMap(directive -> directive.at("Metrics").elements().stream())
                .map(metric -> metric.at("Name").string()))
                .containsExactlyInAnyOrderElementsOf(Contract.texts("/metrics/names"));
        assertThat(EmbeddedMetrics.NAMESPACE).isEqualTo(Contract.text("/metrics/namespace"));
    }

    @Test
    void aLineHoldsAHundredSamplesAtMost() {
        for (int i = 0; i < 101; i++) {
            metrics.latency(Duration.ofMillis(i));
        }

        var samples = lines().stream().map(line -> Json.parse(line).members().get("Latency")).toList();
        assertThat(samples.getFirst().elements()).hasSize(100);
        assertThat(samples.getLast().text()).isEqualTo("100.0");
    }

    @Test
    void nothingIsWrittenAboutNothing() {
        assertThat(lines()).isEmpty();
    }

    private List<String> lines() {
        return metrics.lines("send");
    }
}

package hermes.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class EmbeddedMetricsTest {
    private final EmbeddedMetrics metrics = new EmbeddedMetrics();

    @Test
    void countsOfOneInvocationAreOneLine() {
        metrics.published(2);
        metrics.delivered(5);
        metrics.delivered(1);

        assertThat(lines()).containsExactly(
                "{\"FunctionName\":\"send\",\"Delivered\":6,\"Published\":2,\"_aws\":{\"Timestamp\":1000,\"CloudWatchMetrics\":[{"
                        + "\"Namespace\":\"Hermes\",\"Dimensions\":[[\"FunctionName\"]],\"Metrics\":["
                        + "{\"Name\":\"Delivered\",\"Unit\":\"Count\"},{\"Name\":\"Published\",\"Unit\":\"Count\"}]}]}}");
    }

    @Test
    void poisonIsCountedWithAndWithoutItsReason() {
        metrics.poison("bad_json");
        metrics.poison("bad_json");

        assertThat(lines()).singleElement().asString().contains("\"Reason\":\"bad_json\",\"Poison\":2",
                "\"Dimensions\":[[\"FunctionName\"],[\"FunctionName\",\"Reason\"]]");
    }

    @Test
    void aLineHoldsAHundredSamplesAtMost() {
        for (int i = 0; i < 101; i++) {
            metrics.latency(Duration.ofMillis(i));
        }

        var samples = lines().stream().map(line -> Json.parse(line).members().get("Latency")).toList();
        assertThat(samples.getFirst().elements()).hasSize(100);
        assertThat(samples.getLast().text()).isEqualTo("100");
    }

    @Test
    void nothingIsWrittenAboutNothing() {
        assertThat(lines()).isEmpty();
    }

    private List<String> lines() {
        var out = new ByteArrayOutputStream();
        metrics.writeTo(new PrintStream(out, true, StandardCharsets.UTF_8), "send", Instant.ofEpochSecond(1));
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }
}

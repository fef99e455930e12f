package hermes.cli.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import hermes.cli.terminal.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class MetricStatisticsTest {

    private final MetricStatistics figures = new MetricStatistics();

    @Test
    void aMetricThatNobodyNamedHereAppearsByItself() {
        read(line("\"Naps\":3", "Naps", "Count", "[\"FunctionName\"]"));
        read(line("\"Naps\":4.5", "Naps", "Count", "[\"FunctionName\"]"));

        JsonNode figure = only();
        assertThat(figure.path("name").asText()).isEqualTo("Naps");
        assertThat(figure.path("namespace").asText()).isEqualTo("Test");
        assertThat(figure.path("unit").asText()).isEqualTo("Count");
        assertThat(figure.path("dimensions")).isEqualTo(Json.of(Map.of("FunctionName", "send")));
        assertThat(figure.path("sum").asDouble()).isEqualTo(7.5);
        assertThat(figure.path("samples").asInt()).isEqualTo(2);
    }

    @Test
    void oneMetricWithTwoSetsOfDimensionsIsTwo() {
        read(line("\"Reason\":\"bad_json\",\"Poison\":2", "Poison", "Count",
                "[\"FunctionName\"],[\"FunctionName\",\"Reason\"]"));
        read(line("\"Reason\":\"too_large\",\"Poison\":1", "Poison", "Count",
                "[\"FunctionName\"],[\"FunctionName\",\"Reason\"]"));

        assertThat(all()).extracting(figure -> figure.path("dimensions").path("Reason").asText(),
                figure -> figure.path("sum").asInt())
                .containsExactly(tuple("", 3),
                        tuple("bad_json", 2),
                        tuple("too_large", 1));
    }

    @Test
    void percentilesAreOfAllValuesOfALine() {
        String values = IntStream.rangeClosed(1, 100).mapToObj(Integer::toString).toList().toString();
        read(line("\"Latency\":" + values, "Latency", "Milliseconds", "[\"FunctionName\"]"));

        assertThat(only().path("samples").asInt()).isEqualTo(100);
        assertThat(only().path("p50").asDouble()).isBetween(49.9, 50.1);
        assertThat(only().path("p99").asDouble()).isBetween(98.9, 99.1);
        assertThat(only().path("max").asDouble()).isBetween(99.9, 100.1);
    }

    @Test
    void aClockThatWasSetBackDoesNoHarm() {
        read(line("\"Latency\":[-3,0]", "Latency", "Milliseconds", "[\"FunctionName\"]"));

        assertThat(only().path("p99").asDouble()).isZero();
    }

    @Test
    void otherLinesSayNothing() {
        read("START RequestId: 1");
        read("{\"level\":\"INFO\",\"event\":\"delivered\"}");
        read("{\"_aws\":");
        read("{\"_aws\":{\"CloudWatchMetrics\":\"none\"}}");

        assertThat(all()).isEmpty();
    }

    private void read(String line) {
        figures.add(MetricLines.in(line));
    }

    private List<JsonNode> all() {
        List<JsonNode> all = new ArrayList<>();
        figures.json().forEach(all::add);
        return all;
    }

    private JsonNode only() {
        assertThat(all()).hasSize(1);
        return all().getFirst();
    }

    private static String line(String members, String metric, String unit, String dimensions) {
        return """
            {"_aws":{"Timestamp":1,"CloudWatchMetrics":[{"Namespace":"Test","Dimensions":[%s],\
            "Metrics":[{"Name":"%s","Unit":"%s"}]}]},"FunctionName":"send",%s}"""
                .formatted(dimensions, metric, unit, members);
    }
}

package hermes.cli.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import hermes.cli.console.Measurement.Series;
import hermes.cli.terminal.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads metrics out of log lines as CloudWatch does, by what a line says of itself: a metric that a function begins
 * to emit is known without being named here.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">
 *      Embedded metric format</a>
 */
public final class MetricLines {

    private static final String METADATA = "_aws";

    private MetricLines() {}

    /** Nothing if the line is any other line. */
    public static List<Measurement> in(String line) {
        // Most lines are others, and need not be parsed.
        if (!line.startsWith("{") || !line.contains("\"" + METADATA + "\"")) {
            return List.of();
        }
        try {
            return in(Json.parse(line));
        } catch (JsonProcessingException _) {
            return List.of();
        }
    }

    private static List<Measurement> in(JsonNode line) {
        var found = new ArrayList<Measurement>();
        for (var directive : line.path(METADATA).path("CloudWatchMetrics")) {
            for (var names : directive.path("Dimensions")) {
                var dimensions = dimensions(names, line);
                for (var metric : directive.path("Metrics")) {
                    var series = new Series(directive.path("Namespace").asText(),
                            metric.path("Name").asText(), metric.path("Unit").asText("None"), dimensions);
                    found.add(new Measurement(series, values(line.path(series.name()))));
                }
            }
        }
        return found;
    }

    private static SortedMap<String, String> dimensions(JsonNode names, JsonNode line) {
        var dimensions = new TreeMap<String, String>();
        names.forEach(name -> dimensions.put(name.asText(), line.path(name.asText()).asText()));
        return dimensions;
    }

    /** A number, or an array of numbers. */
    private static List<Double> values(JsonNode value) {
        var values = new ArrayList<Double>();
        (value.isArray() ? value : Json.array().add(value)).forEach(number -> {
            if (number.isNumber()) {
                values.add(number.doubleValue());
            }
        });
        return values;
    }
}

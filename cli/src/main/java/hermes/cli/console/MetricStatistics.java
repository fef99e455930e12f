package hermes.cli.console;

import com.fasterxml.jackson.databind.JsonNode;
import hermes.cli.console.Measurement.Series;
import hermes.cli.terminal.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.DoubleHistogram;

/**
 * What the functions have counted and measured since the stack started, with the statistics that CloudWatch would
 * give. Thread-safe.
 */
public final class MetricStatistics {

    private static final int SIGNIFICANT_DIGITS = 3;

    private final Map<Series, Figure> figures = new LinkedHashMap<>();

    public synchronized void add(List<Measurement> measurements) {
        measurements.forEach(measurement -> figures
                .computeIfAbsent(measurement.series(), _ -> new Figure()).add(measurement.values()));
    }

    /** One object for each metric and set of dimensions, in the order in which they were first seen. */
    public synchronized JsonNode json() {
        var all = Json.array();
        figures.forEach((series, figure) -> all.addObject()
                .put("namespace", series.namespace())
                .put("name", series.name())
                .put("unit", series.unit())
                .put("samples", figure.histogram.getTotalCount())
                .put("sum", figure.sum)
                .put("p50", figure.histogram.getValueAtPercentile(50))
                .put("p99", figure.histogram.getValueAtPercentile(99))
                .put("max", figure.histogram.getMaxValue())
                .set("dimensions", Json.of(series.dimensions())));
        return all;
    }

    private static final class Figure {

        private final DoubleHistogram histogram = new DoubleHistogram(SIGNIFICANT_DIGITS);
        private double sum;

        public void add(List<Double> values) {
            for (double value : values) {
                sum += value;
                // Two clocks can make a duration negative, which a histogram does not take.
                histogram.recordValue(Math.max(0, value));
            }
        }
    }
}

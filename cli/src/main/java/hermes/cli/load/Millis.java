package hermes.cli.load;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hermes.cli.terminal.Json;
import org.HdrHistogram.Histogram;

/** How long something took, in milliseconds; all 0 if there was nothing. Immutable. */
record Millis(long count, double p50, double p90, double p99, double p999, double max) {

    private static final double MICROS = 1_000;

    /** @param micros a histogram of microseconds */
    static Millis of(Histogram micros) {
        return new Millis(micros.getTotalCount(), of(micros, 50), of(micros, 90), of(micros, 99),
                of(micros, 99.9), of(micros, 100));
    }

    static double of(Histogram micros, double percentile) {
        return micros.getValueAtPercentile(percentile) / MICROS;
    }

    ObjectNode json() {
        return Json.object().put("count", count).put("p50", p50).put("p90", p90).put("p99", p99)
                .put("p99.9", p999).put("max", max);
    }
}

package hermes.send;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** One line of CloudWatch's embedded metric format. Not for use by several threads. */
final class MetricsLine {
    static final String NAMESPACE = "Hermes";

    /** With the function's name as dimension, two stacks in one account stay apart. */
    private static final String FUNCTION = "FunctionName";

    private final Instant time;
    private final List<List<String>> dimensions = new ArrayList<>();
    private final List<String> metrics = new ArrayList<>();
    private final JsonObject line = new JsonObject();

    MetricsLine(String function, Instant time) {
        this.time = time;
        line.text(FUNCTION, function);
        dimensions.add(List.of(FUNCTION));
    }

    /** The metrics of this line are counted with and without this dimension. */
    MetricsLine dimension(String name, String value) {
        line.text(name, value);
        dimensions.add(List.of(FUNCTION, name));
        return this;
    }

    MetricsLine metric(String name, String unit, List<Long> samples) {
        metrics.add(new JsonObject().text("Name", name).text("Unit", unit).toString());
        line.json(name, samples.size() == 1 ? samples.getFirst().toString() : samples.toString());
        return this;
    }

    /** To be called once. */
    String finish() {
        var sets = dimensions.stream()
                .map(set -> "[" + String.join(",", set.stream().map(JsonObject::quoted).toList()) + "]")
                .toList();
        var directive = new JsonObject().text("Namespace", NAMESPACE).array("Dimensions", sets)
                .array("Metrics", metrics);
        var metadata = new JsonObject().number("Timestamp", time.toEpochMilli())
                .array("CloudWatchMetrics", List.of(directive.toString()));
        return line.json("_aws", metadata.toString()).toString();
    }
}

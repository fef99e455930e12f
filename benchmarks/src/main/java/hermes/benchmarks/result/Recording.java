package hermes.benchmarks.result;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** Takes values as they are measured, round by round. Not thread-safe. */
public final class Recording {

    private record Key(String subject, Metric metric) {}

    private final SequencedMap<Key, List<Double>> values = new LinkedHashMap<>();
    private final Map<String, String> references = new LinkedHashMap<>();

    /** A round's value. */
    public void add(String subject, Metric metric, double value) {
        values.computeIfAbsent(new Key(subject, metric), _ -> new ArrayList<>()).add(value);
    }

    /** From now on the reference is shown beside the subject, and no longer by itself. */
    public void compare(String subject, String reference) {
        references.put(subject, reference);
    }

    /** In the order in which subjects and metrics came up. */
    public List<Row> rows() {
        return values.keySet().stream().filter(key -> !references.containsValue(key.subject))
                .map(this::row).toList();
    }

    private Row row(Key key) {
        var reference = references.getOrDefault(key.subject, "");
        var referenceValues = values.getOrDefault(new Key(reference, key.metric), List.of());
        return new Row(key.subject, key.metric, values.get(key),
                referenceValues.isEmpty() ? "" : reference, referenceValues);
    }
}

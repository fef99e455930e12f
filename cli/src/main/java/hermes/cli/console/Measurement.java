package hermes.cli.console;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one log line says of one metric. Immutable.
 *
 * @param values one for each time that something was counted or measured
 */
public record Measurement(Series series, List<Double> values) {

    /** A metric as CloudWatch keeps it: of the same name, but with other dimensions, it is another. Immutable. */
    record Series(String namespace, String name, String unit, SortedMap<String, String> dimensions) {

        Series {
            dimensions = Collections.unmodifiableSortedMap(new TreeMap<>(dimensions));
        }
    }

    public Measurement {
        values = List.copyOf(values);
    }
}

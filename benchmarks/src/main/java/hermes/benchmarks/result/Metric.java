package hermes.benchmarks.result;

/**
 * What is measured of a subject. Immutable.
 *
 * @param unit as it is printed behind a value; empty for a mere number
 * @param step in which a value grows, in the unit; 0 if it is too small to matter
 */
public record Metric(String name, String unit, double step) {

    public Metric(String name, String unit) {
        this(name, unit, 0);
    }
}

package hermes.benchmarks.result;

/**
 * What is measured of a subject. Immutable.
 *
 * @param unit as it is printed behind a value; empty for a mere number
 */
public record Metric(String name, String unit) {}

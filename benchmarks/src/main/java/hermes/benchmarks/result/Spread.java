package hermes.benchmarks.result;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Where the values of all rounds lie. Immutable. */
public record Spread(double median, double least, double most) {

    /** From here on a fraction says nothing. */
    private static final int WHOLE = 100;
    private static final int ONE_DIGIT = 10;

    /** @throws IllegalArgumentException if there is no value */
    public static Spread of(List<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("no value was measured; expected one of each round");
        }
        var sorted = values.stream().sorted().toList();
        int half = sorted.size() / 2;
        double median = sorted.size() % 2 == 1
                ? sorted.get(half)
                : (sorted.get(half - 1) + sorted.get(half)) / 2;
        return new Spread(median, sorted.getFirst(), sorted.getLast());
    }

    /**
     * That of the ratios by round: what disturbed a whole round has disturbed both.
     *
     * @throws IllegalArgumentException if one was measured more often than the other
     */
    public static Spread ofRatios(List<Double> values, List<Double> reference) {
        if (values.size() != reference.size()) {
            throw new IllegalArgumentException("%d values beside %d of the reference; expected as many"
                    .formatted(values.size(), reference.size()));
        }
        return of(IntStream.range(0, values.size())
                .mapToObj(round -> values.get(round) / reference.get(round)).toList());
    }

    /** As {@code 1,110 (1,050–1,300)}; the median alone if all are written the same. */
    @Override
    public String toString() {
        return number(least).equals(number(most))
                ? number(median)
                : "%s (%s–%s)".formatted(number(median), number(least), number(most));
    }

    /** With three digits that say something. */
    public static String number(double value) {
        double size = Math.abs(value);
        var form = size >= WHOLE || value == Math.rint(value) ? "%,.0f" : size >= ONE_DIGIT ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, form, value);
    }
}

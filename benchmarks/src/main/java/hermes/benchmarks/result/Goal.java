package hermes.benchmarks.result;

import java.util.List;
import java.util.Optional;

/**
 * What is to be reached, and what must not be exceeded. Immutable.
 *
 * @param ratio whether it is about the ratio to the reference, and not about the value
 * @param most what is to be reached; empty if nothing more is wanted
 * @param bound above which a change is refused; empty if that is not watched
 */
public record Goal(String topic, String subject, String metric, boolean ratio, Optional<Double> most,
        Optional<Double> bound) {

    private static final int COLUMNS = 6;

    /**
     * @param line of {@code goals.tsv}
     * @throws IllegalArgumentException if it is none
     */
    static Goal parse(String line) {
        var columns = line.split("\t", -1);
        if (columns.length != COLUMNS || !List.of("ratio", "value").contains(columns[3])) {
            throw new IllegalArgumentException(
                    "found '%s', expected topic, subject, metric, ratio or value, goal and bound with tabs between them"
                            .formatted(line));
        }
        return new Goal(columns[0], columns[1], columns[2], columns[3].equals("ratio"), number(columns[4]),
                number(columns[5]));
    }

    /** Where it was measured; empty if it was not. */
    public Optional<Spread> measured(Results results) {
        return row(results).flatMap(row -> ratio ? row.ratio() : Optional.of(row.spread()));
    }

    /** The row that it is about; empty if there is none. */
    public Optional<Row> row(Results results) {
        return results.rows().stream().filter(row -> row.subject().equals(subject)
                && row.metric().name().equals(metric)).findFirst();
    }

    /**
     * What is wrong, judged by the best of the rounds: a noisy neighbour makes some slower, and none faster.
     *
     * @return empty if nothing is
     */
    public Optional<String> fault(Results results) {
        if (bound.isEmpty()) {
            return Optional.empty();
        }
        var measured = measured(results);
        if (measured.isEmpty()) {
            return Optional.of("%s: \"%s\", %s was not measured; expected at most %s"
                    .formatted(topic, subject, metric, Spread.number(bound.get())));
        }
        return measured.filter(spread -> spread.least() > bound.get())
                .map(spread -> "%s: \"%s\", %s is %s%s; expected at most %s"
                        .formatted(topic, subject, metric, spread,
                                ratio ? " times that of the reference" : "",
                                Spread.number(bound.get())));
    }

    private static Optional<Double> number(String text) {
        return text.isBlank() ? Optional.empty() : Optional.of(Double.parseDouble(text));
    }
}

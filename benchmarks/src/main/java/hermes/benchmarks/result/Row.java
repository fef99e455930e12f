package hermes.benchmarks.result;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Optional;

/**
 * One metric of one subject. Immutable.
 *
 * @param values one of each round
 * @param reference what the subject is compared with; empty if with nothing
 * @param referenceValues of the same rounds; empty if there is no reference
 */
public record Row(String subject, Metric metric, List<Double> values, String reference,
        List<Double> referenceValues) {

    /** Below so many a ratio says nothing. */
    private static final int STEPS = 10;

    public Row {
        values = List.copyOf(values);
        referenceValues = List.copyOf(referenceValues);
    }

    @JsonIgnore
    public Spread spread() {
        return Spread.of(values);
    }

    /** Empty if there is no reference. */
    public Optional<Spread> referenceSpread() {
        return reference.isEmpty() ? Optional.empty() : Optional.of(Spread.of(referenceValues));
    }

    /** How many times the reference; empty if there is none, or one that took nothing or but a few steps. */
    public Optional<Spread> ratio() {
        return referenceValues.isEmpty() || referenceValues.contains(0.0)
                || Spread.of(referenceValues).median() < metric.step() * STEPS
                        ? Optional.empty()
                        : Optional.of(Spread.ofRatios(values, referenceValues));
    }
}

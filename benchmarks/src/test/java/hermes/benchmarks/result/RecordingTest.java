package hermes.benchmarks.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RecordingTest {

    private static final Metric CPU = new Metric("CPU", "ms");
    private static final Metric CLASSES = new Metric("classes", "");

    private final Recording recording = new Recording();

    @Test
    void referenceStandsBesideItsSubjectAndNotByItself() {
        recording.compare("connect", "Node");
        recording.add("connect", CPU, 10);
        recording.add("Node", CPU, 2);
        recording.add("connect", CPU, 12);
        recording.add("Node", CPU, 3);

        assertThat(recording.rows())
                .containsExactly(new Row("connect", CPU, List.of(10.0, 12.0), "Node", List.of(2.0, 3.0)));
        assertThat(recording.rows().getFirst().ratio()).contains(new Spread(4.5, 4, 5));
    }

    @Test
    void oneReferenceServesSeveral() {
        recording.compare("connect", "Node");
        recording.compare("disconnect", "Node");
        recording.add("connect", CPU, 10);
        recording.add("disconnect", CPU, 8);
        recording.add("Node", CPU, 2);

        assertThat(recording.rows()).extracting(Row::ratio)
                .containsExactly(Optional.of(new Spread(5, 5, 5)), Optional.of(new Spread(4, 4, 4)));
    }

    @Test
    void whatTheReferenceLacksHasNoRatio() {
        recording.compare("connect", "Node");
        recording.add("connect", CLASSES, 3_700);

        assertThat(recording.rows())
                .containsExactly(new Row("connect", CLASSES, List.of(3_700.0), "", List.of()));
        assertThat(recording.rows().getFirst().ratio()).isEmpty();
    }

    @Test
    void referenceOfLessThanTenStepsHasNoRatio() {
        var inSteps = new Metric("CPU", "ms", 10);
        recording.compare("connect", "Node");
        recording.add("connect", inSteps, 60);
        recording.add("Node", inSteps, 90);
        recording.compare("authorizer", "Node authorizer");
        recording.add("authorizer", inSteps, 90);
        recording.add("Node authorizer", inSteps, 100);

        assertThat(recording.rows()).extracting(Row::ratio)
                .containsExactly(Optional.empty(), Optional.of(new Spread(0.9, 0.9, 0.9)));
    }

    @Test
    void referenceThatTookNothingHasNoRatio() {
        recording.compare("idle", "bare");
        recording.add("idle", CPU, 10);
        recording.add("bare", CPU, 0);

        assertThat(recording.rows().getFirst().referenceSpread()).contains(new Spread(0, 0, 0));
        assertThat(recording.rows().getFirst().ratio()).isEmpty();
    }
}

package hermes.benchmarks.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

final class GoalTest {

    private static final Machine MACHINE = new Machine("Linux", "any", 2, 0.5, "25", "v20");
    private static final Goal RATIO = Goal.parse("start\tconnect\tCPU\tratio\t5\t12");
    private static final Goal VALUE = Goal.parse("start\tconnect\tCPU\tvalue\t\t1000");

    @Test
    void ratioWithinItsBoundIsNoFault() {
        assertThat(RATIO.fault(results(List.of(100.0, 130.0)))).isEmpty();
    }

    @Test
    void oneGoodRoundIsEnoughOnANoisyMachine() {
        assertThat(RATIO.fault(results(List.of(119.0, 500.0)))).isEmpty();
    }

    @Test
    void ratioOverItsBoundInEveryRoundIsAFault() {
        assertThat(RATIO.fault(results(List.of(130.0, 150.0)))).hasValue(
                "start: \"connect\", CPU is 14 (13–15) times that of the reference; expected at most 12");
    }

    @Test
    void valueIsJudgedWithoutItsReference() {
        assertThat(VALUE.fault(results(List.of(999.0, 1_500.0)))).isEmpty();
        assertThat(VALUE.fault(results(List.of(1_001.0, 1_500.0)))).hasValueSatisfying(
                fault -> assertThat(fault).endsWith("is 1,251 (1,001–1,500); expected at most 1,000"));
    }

    @Test
    void boundOfWhatWasNotMeasuredIsAFault() {
        var nothing = new Results("start", "", "", MACHINE, List.of());

        assertThat(RATIO.fault(nothing))
                .hasValue("start: \"connect\", CPU was not measured; expected at most 12");
    }

    @Test
    void goalWithoutABoundIsNotWatched() {
        assertThat(Goal.parse("start\tconnect\tCPU\tratio\t5\t").fault(results(List.of(900.0, 900.0))))
                .isEmpty();
    }

    @Test
    void lineThatIsNoGoalIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Goal.parse("start\tconnect\tCPU\ttimes\t5\t12"))
                .withMessageContaining("expected topic, subject, metric, ratio or value, goal and bound");
    }

    private static Results results(List<Double> values) {
        return new Results("start", "", "", MACHINE,
                List.of(new Row("connect", new Metric("CPU", "ms"), values, "Node", List.of(10.0, 10.0))));
    }
}

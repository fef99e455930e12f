package hermes.send;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.send.invocation.Backoff;
import hermes.send.invocation.DelayPolicy;
import java.time.Duration;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of those who append to a busy stream, by the policy that the function has and by others. */
class ContentionSimulationTest {
    private static final int BATCHES = 400;
    private static final int RUNS = 5;
    private static final DelayPolicy SHRINK = SendMessageFunction.BETWEEN_APPENDS;
    private static final DelayPolicy GROW = new Backoff(Duration.ofMillis(25), Duration.ofMillis(400));

    @ParameterizedTest
    @ValueSource(ints = {2, 8, 20, 100})
    void aBurstTakesNotMuchLongerWithMoreFunctions(int functions) {
        var results = results(SHRINK, true, functions);

        print("give way", functions, results);
        assertThat(results).extracting(ContentionSimulation.Result::starved).containsOnly(0);
        assertThat(mean(results, ContentionSimulation.Result::all))
                .isLessThan(1.5 * mean(results(SHRINK, true, 2), ContentionSimulation.Result::all));
        assertThat(mean(results, ContentionSimulation.Result::attempts)).isLessThan(4);
    }

    /** As browsers do, whose messages have no line. */
    @ParameterizedTest
    @ValueSource(ints = {2, 8, 20, 100})
    void nobodyStarvesWhoGoesOnTrying(int functions) {
        var results = results(SHRINK, false, functions);

        print("race, waits shrink", functions, results);
        assertThat(results).extracting(ContentionSimulation.Result::starved).containsOnly(0);
    }

    /** Or the simulation could not see it. */
    @Test
    void waitsThatGrowLetSomeStarve() {
        List.of(2, 8, 20, 100).forEach(
                functions -> print("race, waits grow", functions, results(GROW, false, functions)));

        assertThat(results(GROW, false, 100)).extracting(ContentionSimulation.Result::starved)
                .anyMatch(starved -> starved > 0);
    }

    private static List<ContentionSimulation.Result> results(DelayPolicy policy, boolean giveWay,
            int functions) {
        return LongStream.range(0, RUNS)
                .mapToObj(seed -> new ContentionSimulation(policy, giveWay, seed).run(functions, BATCHES))
                .toList();
    }

    private static double mean(List<ContentionSimulation.Result> results,
            ToDoubleFunction<ContentionSimulation.Result> value) {
        return results.stream().mapToDouble(value).average().orElseThrow();
    }

    private static void print(String policy, int functions, List<ContentionSimulation.Result> results) {
        double slowest = results.stream().mapToDouble(ContentionSimulation.Result::slowest).max()
                .orElseThrow();
        System.out.printf("| %s | %d | %.1f | %.1f | %.1f s | %.1f s |%n", policy, functions,
                mean(results, ContentionSimulation.Result::attempts),
                mean(results, ContentionSimulation.Result::starved), slowest / 1e3,
                mean(results, ContentionSimulation.Result::all) / 1e3);
    }
}

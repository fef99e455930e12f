package hermes.send;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.send.invocation.Backoff;
import hermes.send.invocation.DelayPolicy;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody who appends to a busy stream waits until his invocation is over, by the policy that the function has. */
class ContentionSimulationTest {
    private static final int BATCHES = 2_000;
    private static final int RUNS = 5;

    @ParameterizedTest
    @ValueSource(ints = {8, 20, 100})
    void nobodyStarves(int functions) {
        var results = results(SendMessageFunction.BETWEEN_APPENDS, functions);

        print("waits that shrink", functions, results);
        assertThat(results).extracting(ContentionSimulation.Result::starved).containsOnly(0);
    }

    /** Or the simulation could not see it. */
    @Test
    void waitsThatGrowLetSomeStarve() {
        var backoff = new Backoff(Duration.ofMillis(25), Duration.ofMillis(400));
        List.of(8, 20, 100).forEach(
                functions -> print("waits that grow", functions, results(backoff, functions)));

        assertThat(results(backoff, 100)).extracting(ContentionSimulation.Result::starved)
                .anyMatch(starved -> starved > 0);
    }

    private static List<ContentionSimulation.Result> results(DelayPolicy policy, int functions) {
        return LongStream.range(0, RUNS)
                .mapToObj(seed -> new ContentionSimulation(policy, seed).run(functions, BATCHES)).toList();
    }

    private static void print(String policy, int functions, List<ContentionSimulation.Result> results) {
        double starved = results.stream().mapToInt(ContentionSimulation.Result::starved).average()
                .orElseThrow();
        double slowest = results.stream().mapToDouble(ContentionSimulation.Result::slowest).max()
                .orElseThrow();
        double all = results.stream().mapToDouble(ContentionSimulation.Result::all).average().orElseThrow();
        System.out.printf("| %s | %d | %.1f of %d | %.1f s | %.1f s |%n", policy, functions, starved, BATCHES,
                slowest / 1e3, all / 1e3);
    }
}

package hermes.benchmarks.page;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.benchmarks.result.Goal;
import hermes.benchmarks.result.Goals;
import hermes.benchmarks.result.Machine;
import hermes.benchmarks.result.Metric;
import hermes.benchmarks.result.Results;
import hermes.benchmarks.result.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TablesTest {

    private static final Metric CPU = new Metric("CPU", "ms");
    private static final Results RESULTS = results(12);

    @TempDir
    private Path folder;

    @Test
    void markdownHasALineForEachRow() {
        assertThat(Tables.markdown(RESULTS, Optional.empty())).isEqualTo("""
            |  |  | median (least–most) | beside it | ratio by round |
            | --- | --- | --- | --- | --- |
            | connect | CPU | 11 ms (10–12) | 2 ms | 5.50 (5–6) |
            | connect | classes | 3,700 |  |  |
            """);
    }

    @Test
    void secondRunHasAColumn() {
        assertThat(Tables.markdown(RESULTS, Optional.of(results(14))).lines().skip(2)).containsExactly(
                "| connect | CPU | 11 ms (10–12) | 2 ms | 5.50 (5–6) | 6 (5–7) |",
                "| connect | classes | 3,700 |  |  | 3,700 |");
    }

    @Test
    void columnsOfATerminalAreAligned() {
        assertThat(Tables.aligned(RESULTS)).isEqualTo("""
                              median (least–most)  beside it  ratio by round
            connect  CPU      11 ms (10–12)        2 ms       5.50 (5–6)
            connect  classes  3,700
            """);
    }

    @Test
    void goalIsReachedOrMissedByItsMedian() throws IOException {
        var goals = goals("start\tconnect\tCPU\tratio\t5\t", "start\tconnect\tclasses\tvalue\t4000\t",
                "start\tnobody\tCPU\tvalue\t1\t", "start\tconnect\tCPU\tratio\t\t12");

        assertThat(Tables.goals(goals, List.of(RESULTS)).lines().skip(2)).containsExactly(
                "| start: connect | CPU | ≤ 5 | 5.50 (5–6) | **missed** |",
                "| start: connect | classes | ≤ 4,000 | 3,700 | reached |",
                "| start: nobody | CPU | ≤ 1 | not measured |  |");
    }

    @Test
    void clockOfABusyMachineIsNotJudged() throws IOException {
        var busy = new Machine("Linux", "any", 2, 2.1, "25", "v20");
        var results = new Results("up", "benchmarks/run up", "2026-11-30", busy,
                List.of(new Row("up", new Metric("clock", "ms"), List.of(9.0), "", List.of()),
                        new Row("up", CPU, List.of(9.0), "", List.of())));
        var goals = goals("up\tup\tclock\tvalue\t5\t", "up\tup\tCPU\tvalue\t5\t");

        assertThat(Tables.goals(goals, List.of(results)).lines().skip(2)).containsExactly(
                "| up: up | clock | ≤ 5 ms | 9 | busy machine |",
                "| up: up | CPU | ≤ 5 ms | 9 | **missed** |");
    }

    private List<Goal> goals(String... lines) throws IOException {
        var file = folder.resolve("goals.tsv");
        Files.write(file, List.of(lines));
        return Goals.read(file).all();
    }

    private static Results results(double most) {
        return new Results("start", "benchmarks/run start", "2026-11-30",
                new Machine("Linux", "any", 2, 0, "25", "v20"),
                List.of(new Row("connect", CPU, List.of(10.0, most), "Node", List.of(2.0, 2.0)),
                        new Row("connect", new Metric("classes", ""), List.of(3_700.0), "", List.of())));
    }
}

package hermes.benchmarks.page;

import hermes.benchmarks.result.Goal;
import hermes.benchmarks.result.Machine;
import hermes.benchmarks.result.Results;
import hermes.benchmarks.result.Row;
import hermes.benchmarks.result.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Results as tables. */
public final class Tables {

    private static final List<String> COLUMNS = List.of("", "", "median (least–most)", "beside it",
            "ratio by round");

    private Tables() {}

    /** For terminals. */
    public static String aligned(Results results) {
        var lines = new ArrayList<List<String>>();
        lines.add(COLUMNS);
        results.rows().forEach(row -> lines.add(cells(row)));
        var widths = IntStream.range(0, COLUMNS.size())
                .map(column -> lines.stream().mapToInt(line -> line.get(column).length()).max().orElse(0))
                .toArray();
        return lines.stream().map(line -> IntStream.range(0, widths.length)
                .mapToObj(column -> line.get(column) + " ".repeat(widths[column] - line.get(column).length()))
                .collect(Collectors.joining("  ")).stripTrailing() + "\n").collect(Collectors.joining());
    }

    /**
     * In Markdown.
     *
     * @param again the same, measured another time
     */
    static String markdown(Results results, Optional<Results> again) {
        var columns = new ArrayList<>(COLUMNS);
        again.ifPresent(_ -> columns.add("again"));
        return head(columns) + results.rows().stream().map(row -> {
            var cells = new ArrayList<>(cells(row));
            again.ifPresent(other -> cells.add(same(row, other)));
            return line(cells);
        }).collect(Collectors.joining());
    }

    /** What was to be reached, beside what was measured. */
    static String goals(List<Goal> goals, List<Results> all) {
        return head(List.of("", "", "goal", "measured", "")) + goals.stream()
                .filter(goal -> goal.most().isPresent())
                .flatMap(goal -> all.stream().filter(results -> results.topic().equals(goal.topic()))
                        .map(results -> goal(goal, results)))
                .collect(Collectors.joining());
    }

    private static String goal(Goal goal, Results results) {
        var unit = goal.ratio()
                ? ""
                : goal.row(results).map(row -> " " + row.metric().unit()).orElse("").stripTrailing();
        double most = goal.most().orElseThrow();
        var measured = goal.measured(results);
        return line(List.of("%s: %s".formatted(goal.topic(), goal.subject()), goal.metric(),
                "≤ " + Spread.number(most) + unit, measured.map(Spread::toString).orElse("not measured"),
                measured.map(spread -> verdict(goal, spread.median() <= most, results.machine()))
                        .orElse("")));
    }

    private static String verdict(Goal goal, boolean reached, Machine machine) {
        if (goal.metric().startsWith("clock") && machine.isBusy()) {
            return "busy machine";
        }
        return reached ? "reached" : "**missed**";
    }

    private static List<String> cells(Row row) {
        var unit = row.metric().unit();
        return List.of(row.subject(), row.metric().name(), with(row.spread(), unit),
                row.referenceSpread().map(spread -> with(spread, unit)).orElse(""),
                row.ratio().map(Spread::toString).orElse(""));
    }

    /** Of the other run what says most: the ratio, or else the value. */
    private static String same(Row row, Results other) {
        return other.rows().stream()
                .filter(one -> one.subject().equals(row.subject()) && one.metric().equals(row.metric()))
                .findFirst()
                .map(one -> one.ratio().map(Spread::toString)
                        .orElseGet(() -> with(one.spread(), one.metric().unit())))
                .orElse("");
    }

    private static String with(Spread spread, String unit) {
        var text = spread.toString();
        int end = text.indexOf(" (") < 0 ? text.length() : text.indexOf(" (");
        return unit.isEmpty() ? text : text.substring(0, end) + " " + unit + text.substring(end);
    }

    private static String head(List<String> columns) {
        return line(columns) + line(columns.stream().map(_ -> "---").toList());
    }

    private static String line(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }
}

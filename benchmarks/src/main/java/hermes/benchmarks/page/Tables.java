package hermes.benchmarks.page;

import hermes.benchmarks.result.Results;
import hermes.benchmarks.result.Row;
import hermes.benchmarks.result.Spread;
import java.util.List;
import java.util.stream.Collectors;

/** Results as tables of Markdown, which terminals show as well. */
public final class Tables {

    private static final String HEAD = """
        | | | median (least–most) | beside it | ratio by round |
        | --- | --- | --- | --- | --- |
        """;

    private Tables() {}

    public static String of(List<Results> all) {
        return all.stream().map(Tables::of).collect(Collectors.joining("\n"));
    }

    static String of(Results results) {
        return HEAD + results.rows().stream().map(Tables::line).collect(Collectors.joining());
    }

    private static String line(Row row) {
        return "| %s | %s | %s | %s | %s |\n".formatted(row.subject(), row.metric().name(),
                with(row.spread(), row.metric().unit()),
                row.referenceSpread().map(spread -> with(spread, row.metric().unit())).orElse(""),
                row.ratio().map(spread -> "**" + Spread.number(spread.median()) + "**" + range(spread))
                        .orElse(""));
    }

    private static String with(Spread spread, String unit) {
        return Spread.number(spread.median()) + (unit.isEmpty() ? "" : " " + unit) + range(spread);
    }

    private static String range(Spread spread) {
        return spread.least() == spread.most()
                ? ""
                : " (%s–%s)".formatted(Spread.number(spread.least()), Spread.number(spread.most()));
    }
}

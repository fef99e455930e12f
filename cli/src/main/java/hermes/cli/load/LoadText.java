package hermes.cli.load;

import hermes.cli.terminal.Columns;
import java.io.PrintWriter;
import java.util.List;

/** A report for people at a terminal. */
public final class LoadText {

    private LoadText() {}

    public static void print(LoadReport report, PrintWriter out) {
        var rows = new Rows(report);
        out.println(heading(report));
        out.println();
        print(rows.counts(), new Columns("WHAT", "COUNT", "").rightAligned(1), out);
        out.println();
        print(rows.times(), new Columns("MILLISECONDS", "P50", "P90", "P99", "P99.9", "MAX")
                .rightAligned(1, 2, 3, 4), out);
        out.println();
        print(rows.reckoned(), new Columns("BESIDE AWS", "MEASURED", "RECKONED", "HOW").rightAligned(1, 2),
                out);
        out.println();
        out.println(verdict(report));
    }

    /** What was done to which stack. */
    static String heading(LoadReport report) {
        var circumstances = report.circumstances();
        return "%s, on %s%s".formatted(report.plan(), circumstances.stack(), circumstances.early()
                ? "; ended after " + circumstances.publishing().toSeconds() + " s"
                : "");
    }

    static String verdict(LoadReport report) {
        return report.wrong().isEmpty()
                ? "Nothing was lost and nothing doubled."
                : "Wrong: " + String.join("; ", report.wrong());
    }

    private static void print(List<List<String>> rows, Columns table, PrintWriter out) {
        rows.forEach(row -> table.add(row.toArray(String[]::new)));
        table.print(out);
    }
}

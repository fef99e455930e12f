package hermes.cli.terminal;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A table for people: each column as wide as its widest cell, the last one as it is. Not for use by several threads. */
public final class Columns {

    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();
    private final Set<Integer> rightAligned = new HashSet<>();

    public Columns(String... titles) {
        rows.add(List.of(titles));
    }

    /** @param columns from 0, not the last one */
    public Columns rightAligned(Integer... columns) {
        rightAligned.addAll(List.of(columns));
        return this;
    }

    public void add(String... cells) {
        rows.add(Stream.of(cells).map(PrintableText::line).toList());
    }

    public void print(PrintWriter out) {
        int last = rows.getFirst().size() - 1;
        int[] widths = new int[last + 1];
        for (var row : rows) {
            for (int column = 0; column < last; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        for (var row : rows) {
            var line = new StringBuilder();
            for (int column = 0; column < last; column++) {
                var cell = row.get(column);
                var space = " ".repeat(widths[column] - cell.length());
                line.append(rightAligned.contains(column) ? space + cell : cell + space).append(GAP);
            }
            out.println(line.append(row.get(last)).toString().stripTrailing());
        }
    }
}

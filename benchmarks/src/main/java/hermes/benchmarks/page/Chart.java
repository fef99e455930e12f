package hermes.benchmarks.page;

import hermes.benchmarks.result.Goal;
import hermes.benchmarks.result.Goals;
import hermes.benchmarks.result.Results;
import hermes.benchmarks.result.Spread;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Ratios as bars, beside the line of those that they are compared with, and the goals as marks. Immutable. */
final class Chart {

    private static final int WIDTH = 760;
    private static final int LEFT = 330;
    private static final int RIGHT = 90;
    private static final int TOP = 46;
    private static final int LINE = 30;
    private static final int BAR = 14;
    private static final int BOTTOM = 34;
    private static final int MOST_TICKS = 10;

    /** Dark pages are told from light ones by the reader's own setting. */
    private static final String STYLE = """
        <style>
        text { font: 13px system-ui, sans-serif; fill: #1f2328 }
        .small { font-size: 12px; fill: #59636e }
        .bar { fill: #0072b2 } .range, .one { stroke: #1f2328 } .grid { stroke: #d1d9e0 }
        .goal { fill: #d55e00 }
        @media (prefers-color-scheme: dark) {
        text { fill: #f0f6fc } .small { fill: #9198a1 }
        .bar { fill: #56b4e9 } .range, .one { stroke: #f0f6fc } .grid { stroke: #3d444d }
        .goal { fill: #e69f00 }
        }
        </style>
        """;

    private final List<Bar> bars;
    private final double most;

    private record Bar(Goal goal, Spread ratio) {

        double end() {
            return Math.max(ratio.most(), goal.most().orElse(0.0));
        }
    }

    Chart(Goals goals, List<Results> all) {
        this.bars = goals.all().stream().filter(goal -> goal.ratio() && goal.most().isPresent())
                .flatMap(goal -> bar(goal, all).stream()).toList();
        this.most = Math.ceil(bars.stream().mapToDouble(Bar::end).max().orElse(1));
    }

    private static Optional<Bar> bar(Goal goal, List<Results> all) {
        return all.stream().filter(results -> results.topic().equals(goal.topic()))
                .flatMap(results -> goal.measured(results).stream()).findFirst()
                .map(ratio -> new Bar(goal, ratio));
    }

    String svg() {
        int height = TOP + bars.size() * LINE + BOTTOM;
        var svg = new StringBuilder(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\">\n"
                        .formatted(WIDTH, height))
                .append("<title>How many times what is measured beside it, and the goals</title>\n")
                .append(STYLE);
        text(svg, 8, 20, "",
                "How many times what is measured beside it (1), least to most, and the goal (◆)");
        int bottom = height - BOTTOM;
        for (double tick = 0; tick <= most; tick += Math.ceil(most / MOST_TICKS)) {
            upright(svg, "grid", tick, bottom);
            text(svg, x(tick), bottom + 18, " class=\"small\" text-anchor=\"middle\"", Spread.number(tick));
        }
        for (int i = 0; i < bars.size(); i++) {
            draw(svg, bars.get(i), TOP + i * LINE);
        }
        upright(svg, "one", 1, bottom);
        return svg.append("</svg>\n").toString();
    }

    private void draw(StringBuilder svg, Bar bar, int top) {
        var goal = bar.goal;
        int middle = top + BAR / 2;
        text(svg, LEFT - 8, middle, " text-anchor=\"end\"",
                goal.topic() + ": " + goal.subject());
        text(svg, LEFT - 8, middle + 13, " class=\"small\" text-anchor=\"end\"", goal.metric());
        svg.append(format("<rect class=\"bar\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"2\"/>%n",
                LEFT, top,
                x(bar.ratio.median()) - LEFT, BAR));
        svg.append(format("<line class=\"range\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\"/>%n",
                x(bar.ratio.least()), x(bar.ratio.most()), middle, middle));
        double mark = x(goal.most().orElseThrow());
        svg.append(format("<path class=\"goal\" d=\"M%.1f %dl6 6l-6 6l-6 -6z\"/>%n", mark, middle - 6));
        text(svg, x(bar.end()) + 12, middle + 5, "", Spread.number(bar.ratio.median()));
    }

    private void upright(StringBuilder svg, String kind, double value, int bottom) {
        svg.append(
                format("<line class=\"%s\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\"/>%n", kind, x(value),
                        x(value), TOP - 10, bottom));
    }

    private static void text(StringBuilder svg, double x, double y, String attributes, String text) {
        svg.append(format("<text x=\"%.1f\" y=\"%.1f\"%s>%s</text>%n", x, y, attributes,
                text.replace("&", "&amp;").replace("<", "&lt;")));
    }

    private double x(double value) {
        return LEFT + value / most * (WIDTH - LEFT - RIGHT);
    }

    private static String format(String form, Object... values) {
        return String.format(Locale.ROOT, form, values);
    }
}

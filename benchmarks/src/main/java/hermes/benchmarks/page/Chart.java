package hermes.benchmarks.page;

import hermes.benchmarks.result.Goal;
import hermes.benchmarks.result.Goals;
import hermes.benchmarks.result.Results;
import hermes.benchmarks.result.Spread;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Ratios as bars, to the left of what they are compared with if less and to the right if more, and the goals as marks.
 * Each doubling has the same width. Immutable.
 */
final class Chart {

    private static final int WIDTH = 760;
    private static final int LEFT = 330;
    private static final int RIGHT = 90;
    private static final int TOP = 46;
    private static final int LINE = 30;
    private static final int BAR = 14;
    private static final int BOTTOM = 34;

    /** Dark pages are told from light ones by the reader's own setting. */
    private static final String STYLE = """
        <style>
        text { font: 13px system-ui, sans-serif; fill: #1f2328 }
        .small { font-size: 12px; fill: #59636e }
        .less { fill: #0072b2 } .more { fill: #d55e00 } .grid { stroke: #d1d9e0 }
        .range, .one { stroke: #1f2328 } .goal { fill: #ffffff; stroke: #1f2328; stroke-width: 1.5 }
        @media (prefers-color-scheme: dark) {
        text { fill: #f0f6fc } .small { fill: #9198a1 }
        .less { fill: #56b4e9 } .more { fill: #e69f00 } .grid { stroke: #3d444d }
        .range, .one { stroke: #f0f6fc } .goal { fill: #0d1117; stroke: #f0f6fc }
        }
        </style>
        """;

    private final List<Bar> bars;

    /** Powers of two, at the left and the right end. */
    private final int first;
    private final int last;

    private record Bar(Goal goal, Spread ratio) {

        double least() {
            return Math.min(ratio.least(), goal.most().orElseThrow());
        }

        double most() {
            return Math.max(ratio.most(), goal.most().orElseThrow());
        }
    }

    Chart(Goals goals, List<Results> all) {
        this.bars = goals.all().stream().filter(goal -> goal.ratio() && goal.most().isPresent())
                .flatMap(goal -> bar(goal, all).stream()).toList();
        this.first = (int) Math.floor(log2(bars.stream().mapToDouble(Bar::least).min().orElse(1)));
        this.last = (int) Math.ceil(log2(bars.stream().mapToDouble(Bar::most).max().orElse(2)));
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
                "How many times what is measured beside it, from the least to the most of all rounds, and the goal (◇)");
        int bottom = height - BOTTOM;
        for (int power = first; power <= last; power++) {
            double tick = Math.pow(2, power);
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
        double median = bar.ratio.median();
        svg.append(format("<rect class=\"%s\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"2\"/>%n",
                median > 1 ? "more" : "less", x(Math.min(1, median)), top, Math.abs(x(median) - x(1)), BAR));
        svg.append(format("<line class=\"range\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\"/>%n",
                x(bar.ratio.least()), x(bar.ratio.most()), middle, middle));
        double mark = x(goal.most().orElseThrow());
        svg.append(format("<path class=\"goal\" d=\"M%.1f %dl6 6l-6 6l-6 -6z\"/>%n", mark, middle - 6));
        text(svg, Math.max(x(1), x(bar.most())) + 12, middle + 5, "", Spread.number(median));
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
        return LEFT + (log2(value) - first) / (last - first) * (WIDTH - LEFT - RIGHT);
    }

    private static double log2(double value) {
        return Math.log(value) / Math.log(2);
    }

    private static String format(String form, Object... values) {
        return String.format(Locale.ROOT, form, values);
    }
}

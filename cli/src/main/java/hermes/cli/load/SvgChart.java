package hermes.cli.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A chart of lines as an SVG element, over numbers that are evenly labelled. Not for use by several threads. */
final class SvgChart {

    private static final int WIDTH = 640;
    private static final int HEIGHT = 260;
    private static final int LEFT = 58;
    private static final int RIGHT = 14;
    private static final int TOP = 34;
    private static final int BOTTOM = 42;
    private static final int LINES = 4;

    /** Told apart by who sees no red or no green as well. */
    private static final List<String> COLOURS = List.of("#0072b2", "#d55e00", "#7f7f7f");

    private final String yTitle;
    private final String xTitle;
    private final List<Line> lines = new ArrayList<>();
    private final List<Tick> ticks = new ArrayList<>();
    private Optional<Tick> mark = Optional.empty();

    SvgChart(String yTitle, String xTitle) {
        this.yTitle = yTitle;
        this.xTitle = xTitle;
    }

    /** @param points of x and y, in the order of x; where y is not a number the line is broken */
    SvgChart line(String name, List<double[]> points) {
        lines.add(new Line(name, points));
        return this;
    }

    SvgChart tick(double x, String label) {
        ticks.add(new Tick(x, label));
        return this;
    }

    /** An upright line at which something happened. */
    SvgChart mark(double x, String label) {
        mark = Optional.of(new Tick(x, label));
        return this;
    }

    String svg() {
        double mostY = nice(
                lines.stream().flatMap(line -> line.points.stream()).mapToDouble(point -> point[1])
                        .filter(value -> !Double.isNaN(value))
                        .max().orElse(0));
        double mostX = Math.max(1e-9, ticks.stream().mapToDouble(Tick::x).max().orElse(1));
        var svg = new StringBuilder(
                "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">".formatted(WIDTH, HEIGHT,
                        yTitle));
        grid(svg, mostY);
        ticks.forEach(tick -> text(svg, x(tick.x, mostX), HEIGHT - BOTTOM + 16, "middle", tick.label));
        text(svg, (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 8, "middle", xTitle);
        mark.ifPresent(tick -> mark(svg, x(tick.x, mostX), tick.label));
        for (int index = 0; index < lines.size(); index++) {
            draw(svg, lines.get(index), COLOURS.get(index), mostX, mostY);
        }
        legend(svg);
        return svg.append("</svg>").toString();
    }

    private void grid(StringBuilder svg, double mostY) {
        for (int index = 0; index <= LINES; index++) {
            double value = mostY * index / LINES;
            double y = y(value, mostY);
            svg.append("<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%s\" y2=\"%s\"/>".formatted(LEFT,
                    WIDTH - RIGHT, number(y), number(y)));
            text(svg, LEFT - 6, y + 4, "end",
                    String.format(Locale.ROOT, mostY < LINES ? "%,.2f" : "%,.0f", value));
        }
    }

    private static void mark(StringBuilder svg, double x, String label) {
        svg.append("<line class=\"mark\" x1=\"%1$s\" x2=\"%1$s\" y1=\"%2$d\" y2=\"%3$d\"/>".formatted(
                number(x), TOP,
                HEIGHT - BOTTOM));
        text(svg, x + 4, TOP + 10, "start", label);
    }

    private static void draw(StringBuilder svg, Line line, String colour, double mostX, double mostY) {
        var path = new StringBuilder();
        boolean goesOn = false;
        for (var point : line.points) {
            boolean there = !Double.isNaN(point[1]);
            if (there) {
                var place = number(x(point[0], mostX)) + " " + number(y(point[1], mostY));
                // A line of no length shows what stands alone.
                path.append(goesOn ? "L" + place : "M" + place + "h0");
            }
            goesOn = there;
        }
        svg.append("<path class=\"line\" stroke=\"%s\" d=\"%s\"/>".formatted(colour, path));
    }

    private void legend(StringBuilder svg) {
        int at = LEFT;
        text(svg, 4, 14, "start", yTitle);
        for (int index = 0; index < lines.size(); index++) {
            svg.append("<rect x=\"%d\" y=\"20\" width=\"10\" height=\"4\" fill=\"%s\"/>".formatted(at,
                    COLOURS.get(index)));
            text(svg, at + 14, 26, "start", lines.get(index).name);
            at += 30 + 7 * lines.get(index).name.length();
        }
    }

    private static void text(StringBuilder svg, double x, double y, String anchor, String text) {
        svg.append(
                "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>".formatted(number(x), number(y), anchor,
                        Html.escaped(text)));
    }

    private static double x(double value, double most) {
        return LEFT + value / most * (WIDTH - LEFT - RIGHT);
    }

    private static double y(double value, double most) {
        return HEIGHT - BOTTOM - value / most * (HEIGHT - TOP - BOTTOM);
    }

    /** The next of 1, 2, 4, 8 and 10 with zeros, so that the lines of the grid have round numbers. */
    static double nice(double most) {
        if (most <= 0) {
            return 1;
        }
        double unit = Math.pow(10, Math.floor(Math.log10(most)));
        for (double step : new double[]{1, 2, 4, 8}) {
            if (most <= step * unit) {
                return step * unit;
            }
        }
        return 10 * unit;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private record Line(String name, List<double[]> points) {}

    private record Tick(double x, String label) {}
}

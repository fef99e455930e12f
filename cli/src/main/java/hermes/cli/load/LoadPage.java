package hermes.cli.load;

import hermes.cli.load.Timeline.Sample;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A report as one page that needs nothing else: no script, no file, no address. */
public final class LoadPage {

    private static final String PAGE = """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width">
        <title>Load on %2$s</title>
        <style>
        body { font: 15px/1.5 system-ui, sans-serif; color: #1a1a1a; background: #fff; margin: 2rem auto; max-width: 68rem; padding: 0 1rem }
        h1 { font-size: 1.4rem; margin-bottom: 0 }
        h2 { font-size: 1rem; margin: 0 0 .5rem }
        .verdict { font-weight: 600; padding: .6rem .9rem; border-left: 6px solid }
        .good { border-color: #009e73; background: #eef8f4 }
        .bad { border-color: #d55e00; background: #fdf1e8 }
        .charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(26rem, 1fr)); gap: 1.5rem; margin: 1.5rem 0 }
        figure { margin: 0 }
        svg { width: 100%%; height: auto }
        svg text { font: 11px system-ui, sans-serif; fill: #444 }
        .grid { stroke: #ddd } .mark { stroke: #999; stroke-dasharray: 4 3 } .line { fill: none; stroke-width: 1.6; stroke-linecap: round }
        table { border-collapse: collapse; margin: 0 0 1.5rem }
        th, td { text-align: left; padding: .2rem 1.2rem .2rem 0; border-bottom: 1px solid #eee; vertical-align: top }
        .number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap }
        footer { color: #666 }
        </style>
        </head>
        <body>
        <h1>%1$s</h1>
        <p>On %2$s</p>
        <p class="verdict %3$s">%4$s</p>
        %5$s
        </body>
        </html>
        """;

    private static final List<Double> PERCENTILES = List.of(0.0, 50.0, 90.0, 99.0, 99.9, 99.99, 100.0);
    private static final int TICKS = 8;
    private static final List<Integer> STEPS = List.of(1, 2, 5, 10, 15, 30, 60, 120, 300, 600);

    private final LoadReport report;

    public LoadPage(LoadReport report) {
        this.report = report;
    }

    public String html() {
        var rows = new Rows(report);
        var body = charts() + table("Frames", List.of("what", "count", ""), rows.counts(), 1)
                + table("Milliseconds", List.of("from", "p50", "p90", "p99", "p99.9", "max"), rows.times(), 5)
                + table("Beside AWS", List.of("what", "measured", "reckoned", "how"), rows.reckoned(), 2)
                + "<footer>Measured by hermes load, %s. What is reckoned for AWS is not measured.</footer>"
                        .formatted(Instant.now().truncatedTo(ChronoUnit.SECONDS));
        return PAGE.formatted(Html.escaped(report.plan().toString()),
                Html.escaped(report.circumstances().stack()),
                report.wrong().isEmpty() ? "good" : "bad", Html.escaped(LoadText.verdict(report)), body);
    }

    private String charts() {
        double receivers = report.plan().receivers();
        return Stream.of(
                figure("Frames", overTime("frames a second")
                        .line("delivered", points(Sample::delivered))
                        .line("published x connections of a room",
                                points(sample -> sample.published() * receivers))),
                figure("From publish to frame", overTime("milliseconds")
                        .line("p50", points(Sample::p50)).line("p99", points(Sample::p99))
                        .line("max", points(Sample::max))),
                figure("From publish to frame, by percentile", byPercentile()),
                figure("Connections", overTime("connected, with an answer to resume")
                        .line("connections", points(Sample::connected))))
                .collect(Collectors.joining("\n", "<div class=\"charts\">\n", "\n</div>\n"));
    }

    private static String figure(String title, SvgChart chart) {
        return "<figure><h2>%s</h2>%s</figure>".formatted(title, chart.svg());
    }

    private List<double[]> points(ToDoubleFunction<Sample> value) {
        return report.timeline().stream()
                .map(sample -> new double[]{sample.second(), value.applyAsDouble(sample)}).toList();
    }

    private SvgChart overTime(String unit) {
        var chart = new SvgChart(unit, "seconds since the first notification");
        int last = report.timeline().isEmpty()
                ? TICKS
                : (int) Math.ceil(report.timeline().getLast().second());
        int step = STEPS.stream().filter(seconds -> seconds * TICKS >= last).findFirst().orElse(last);
        for (int second = 0; second < last + step; second += step) {
            chart.tick(second, "" + second);
        }
        report.storm().ifPresent(storm -> chart.mark(storm.at(), "all cut"));
        return chart;
    }

    /** Each percentile as far from the next as the others, so that what is rare can be seen. */
    private SvgChart byPercentile() {
        var chart = new SvgChart("milliseconds", "percentile");
        IntStream.range(0, PERCENTILES.size())
                .forEach(index -> chart.tick(index, label(PERCENTILES.get(index))));
        return chart.line("publish to frame", IntStream.range(0, PERCENTILES.size()).mapToObj(
                index -> new double[]{index, Millis.of(report.latencies(), PERCENTILES.get(index))})
                .toList());
    }

    private static String label(double percentile) {
        if (percentile == 0) {
            return "min";
        }
        return percentile == 100 ? "max" : ("p" + percentile).replaceFirst("\\.0$", "");
    }

    /** @param numbers columns of them, after the first */
    private static String table(String title, List<String> heads, List<List<String>> rows, int numbers) {
        return "<h2>%s</h2>\n<table>\n<tr>%s</tr>\n%s</table>\n".formatted(title, cells("th", heads, numbers),
                rows.stream().map(row -> "<tr>" + cells("td", row, numbers) + "</tr>\n")
                        .collect(Collectors.joining()));
    }

    private static String cells(String tag, List<String> cells, int numbers) {
        return IntStream.range(0, cells.size())
                .mapToObj(index -> "<%1$s%2$s>%3$s</%1$s>".formatted(tag,
                        index > 0 && index <= numbers ? " class=\"number\"" : "",
                        Html.escaped(cells.get(index))))
                .collect(Collectors.joining());
    }
}

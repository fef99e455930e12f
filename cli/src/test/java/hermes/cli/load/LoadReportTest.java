package hermes.cli.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import hermes.cli.load.LoadReport.Circumstances;
import hermes.cli.load.LoadReport.Frames;
import hermes.cli.load.LoadReport.Storm;
import hermes.cli.load.Timeline.Sample;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/** The same report as text, JSON and a page. */
final class LoadReportTest {

    private static final LoadPlan PLAN = new LoadPlan(100, 10, 20, Duration.ofSeconds(30), true, 16);

    @Test
    void textSaysWhatWasMeasuredBesideWhatIsReckoned() {
        var text = text(report(new Frames(600, 6_000, 6_000, 40, 0, 0), "the local stack", false));

        assertThat(text).startsWith("100 connections in 10 rooms, 20 notifications a second for 30 s, all "
                + "connections cut at half time, on the local stack\n")
                .containsPattern("delivered +6,000  of them 40 by resume alone\n")
                .containsPattern("publish to frame +10\\.0 ")
                .containsPattern("storm +100  connections back 2\\.5 s after all were cut\n")
                .containsPattern("posts a second +200\\.0 +200\\.0 ")
                .endsWith("Nothing was lost and nothing doubled.\n");
    }

    @Test
    void whatIsWrongIsTheLastLine() {
        assertThat(text(report(new Frames(599, 5_990, 5_980, 0, 3, 0), "the local stack", false)))
                .endsWith("Wrong: frames lost: 10; frames doubled: 3; "
                        + "notifications that the queue has not taken: 1 (the queue is gone)\n");
    }

    @Test
    void whatCtrlCHasPreventedIsNotWrong() {
        var report = report(new Frames(10, 100, 100, 0, 0, 0), "the local stack", true);

        assertThat(report.wrong()).isEmpty();
        assertThat(text(report)).contains("; ended after 30 s\n");
        assertThat(text(report(new Frames(10, 100, 98, 0, 0, 0), "the local stack", true)))
                .endsWith("Wrong: frames lost, or still on their way when it was ended: 2\n");
    }

    @Test
    void jsonHasTheSameNumbers() {
        var json = LoadJson.of(report(new Frames(600, 6_000, 5_999, 40, 1, 2), "the local stack", false));

        assertThat(json.at("/frames/lost").asLong()).isEqualTo(1);
        assertThat(json.at("/frames/doubled").asLong()).isEqualTo(1);
        assertThat(json.at("/frames/outOfOrder").asLong()).isEqualTo(2);
        assertThat(json.at("/publishToFrameMillis/p99.9").asDouble()).isCloseTo(10, within(0.01));
        assertThat(json.at("/handshakes/refused/the handshake was answered 429").asLong()).isEqualTo(7);
        assertThat(json.at("/storm/seconds").asDouble()).isEqualTo(2.5);
        assertThat(json.at("/reckonedForAws/connectSeconds").asDouble()).isEqualTo(0.2);
        assertThat(json.at("/timeline/1/connected").asInt()).isEqualTo(100);
        assertThat(json.path("wrong")).hasSize(2);
    }

    @Test
    void pageNeedsNothingElse() {
        var page = new LoadPage(report(new Frames(600, 6_000, 6_000, 40, 0, 0), "the local stack", false))
                .html();

        assertThat(page).contains("Nothing was lost and nothing doubled.").doesNotContain("http", "<script",
                "url(");
        assertThat(page.split("<svg", -1)).hasSize(1 + 4);
        assertThat(page).doesNotContain("NaN", "Infinity");
    }

    @Test
    void nameOfAStackIsTextOnThePage() {
        var page = new LoadPage(report(new Frames(0, 0, 0, 0, 0, 0), "stack <img src=x>", true)).html();

        assertThat(page).contains("stack &lt;img src=x&gt;").doesNotContain("<img");
    }

    @Test
    void gridHasRoundNumbers() {
        assertThat(List.of(SvgChart.nice(0), SvgChart.nice(0.7), SvgChart.nice(3), SvgChart.nice(950),
                SvgChart.nice(1_000))).containsExactly(1.0, 0.8, 4.0, 1_000.0, 1_000.0);
    }

    private static LoadReport report(Frames frames, String stack, boolean early) {
        var latencies = new Histogram(Tally.PRECISION);
        latencies.recordValue(10_000);
        var circumstances = new Circumstances(stack, Duration.ofSeconds(4), Duration.ofSeconds(30), early,
                "the queue is gone");
        return new LoadReport(PLAN, circumstances, frames, latencies, new Millis(100, 80, 90, 99, 100, 120),
                Map.of("the handshake was answered 429", 7L), Map.of(), 0,
                Optional.of(new Storm(15, 2.5, 100)),
                List.of(new Sample(1, 20, 200, 100, 5, 9, 10), new Sample(2, 20, 200, 100, 5, 9, 10)));
    }

    private static String text(LoadReport report) {
        var text = new StringWriter();
        var out = new PrintWriter(text);
        LoadText.print(report, out);
        out.flush();
        return text.toString();
    }
}

package hermes.cli.load;

import hermes.cli.cost.Quotas;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The rows of a report's tables, for a terminal and for a page alike. */
final class Rows {

    private final LoadReport report;

    Rows(LoadReport report) {
        this.report = report;
    }

    /** What, how many, and what is to be said about it. */
    List<List<String>> counts() {
        var frames = report.frames();
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("published", whole(frames.published()), "notifications, of %s planned; %s a second"
                .formatted(whole(report.plan().notifications()), decimal(report.publishedPerSecond()))));
        rows.add(List.of("expected", whole(frames.expected()),
                "frames: one for each connection of a notification's room"));
        rows.add(List.of("delivered", whole(frames.delivered()), frames.recovered() == 0
                ? ""
                : "of them %s by resume alone".formatted(whole(frames.recovered()))));
        rows.add(List.of("lost", whole(frames.lost()), report.notRecovered() == 0
                ? ""
                : "%s clients were told that they missed more than can be had".formatted(
                        whole(report.notRecovered()))));
        rows.add(List.of("doubled", whole(frames.doubled()), ""));
        rows.add(List.of("out of order", whole(frames.outOfOrder()),
                frames.outOfOrder() == 0 ? "" : "frames; clients put them in order by their offsets"));
        rows.add(List.of("handshakes", whole(report.handshakes().count()), ""));
        report.refusals().forEach((reason, count) -> rows.add(List.of("refused", whole(count), reason)));
        report.breaks().forEach((reason, count) -> rows.add(List.of("broken", whole(count), reason)));
        report.storm().ifPresent(storm -> rows.add(List.of("storm", whole(storm.back()),
                "connections back %s s after all were cut".formatted(decimal(storm.seconds())))));
        return rows;
    }

    /** What, and its percentiles in milliseconds. */
    List<List<String>> times() {
        return List.of(times("publish to frame", report.latency()), times("handshake", report.handshakes()));
    }

    private static List<String> times(String what, Millis millis) {
        return List.of(what, decimal(millis.p50()), decimal(millis.p90()), decimal(millis.p99()),
                decimal(millis.p999()), decimal(millis.max()));
    }

    /** What, as it was measured, as it is reckoned for AWS, and how. */
    List<List<String>> reckoned() {
        var reckoning = report.reckoning();
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("posts a second", decimal(report.measuredPosts()), decimal(reckoning.posts()),
                "rate x connections / rooms; the quota is %s".formatted(whole(Quotas.REQUESTS_PER_SECOND))));
        rows.add(List.of("seconds until all are connected", decimal(report.connectSeconds()),
                decimal(reckoning.connectSeconds()),
                "connections / %s".formatted(whole(Quotas.HANDSHAKES_PER_SECOND))));
        report.storm().ifPresent(storm -> rows.add(List.of("seconds until all are back",
                decimal(storm.seconds()), decimal(reckoning.connectSeconds()), "as many handshakes")));
        rows.add(List.of("ms to a whole room", decimal(report.latency().p99()),
                decimal(reckoning.roomSeconds() * 1_000),
                "measured: p99; reckoned: connections / rooms / %s, without what a function takes".formatted(
                        whole(Quotas.REQUESTS_PER_SECOND))));
        rows.add(List.of("most notifications a second", "-", decimal(reckoning.mostNotifications()),
                "(%s - resumes) / connections of a room".formatted(whole(Quotas.REQUESTS_PER_SECOND))));
        return rows;
    }

    static String whole(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    static String decimal(double number) {
        return String.format(Locale.ROOT, "%,.1f", number);
    }
}

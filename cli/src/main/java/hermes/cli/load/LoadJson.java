package hermes.cli.load;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hermes.cli.terminal.Json;

/** A report for programs. */
public final class LoadJson {

    private LoadJson() {}

    public static ObjectNode of(LoadReport report) {
        var json = Json.object();
        json.set("plan", plan(report.plan()));
        json.put("stack", report.circumstances().stack()).put("endedEarly", report.circumstances().early());
        json.set("frames", report.frames().json());
        json.set("publishToFrameMillis", report.latency().json());
        var handshakes = json.putObject("handshakes");
        handshakes.set("millis", report.handshakes().json());
        handshakes.set("refused", Json.of(report.refusals()));
        json.put("connectSeconds", report.connectSeconds());
        json.set("connectionsBroken", Json.of(report.breaks()));
        json.put("notRecovered", report.notRecovered());
        report.storm().ifPresent(storm -> json.putObject("storm").put("atSecond", storm.at())
                .put("seconds", storm.seconds()).put("back", storm.back()));
        json.set("reckonedForAws", reckoning(report));
        var seconds = json.putArray("timeline");
        report.timeline().forEach(sample -> seconds.add(second(sample)));
        report.wrong().forEach(json.putArray("wrong")::add);
        return json;
    }

    /** Without times if there was no frame. */
    private static ObjectNode second(Timeline.Sample sample) {
        var second = Json.object().put("second", sample.second()).put("published", sample.published())
                .put("delivered", sample.delivered()).put("connected", sample.connected());
        return Double.isNaN(sample.max())
                ? second
                : second.put("p50", sample.p50()).put("p99", sample.p99()).put("max", sample.max());
    }

    private static ObjectNode plan(LoadPlan plan) {
        return Json.object().put("connections", plan.connections()).put("rooms", plan.rooms())
                .put("rate", plan.rate()).put("durationSeconds", plan.duration().toSeconds())
                .put("storm", plan.storm()).put("handshakesAtOnce", plan.handshakes());
    }

    private static ObjectNode reckoning(LoadReport report) {
        var reckoning = report.reckoning();
        return Json.object().put("postsPerSecond", reckoning.posts())
                .put("mostNotificationsPerSecond", reckoning.mostNotifications())
                .put("connectSeconds", reckoning.connectSeconds())
                .put("roomSeconds", reckoning.roomSeconds());
    }
}

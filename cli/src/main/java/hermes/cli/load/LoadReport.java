package hermes.cli.load;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hermes.cli.cost.Reckoning;
import hermes.cli.terminal.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/**
 * What became of a load. Immutable but for the histogram, which nobody changes.
 *
 * @param frames that were expected, and what came
 * @param latencies from publish to frame, in microseconds, of what was pushed
 * @param handshakes in microseconds, of those that were not refused
 * @param refusals handshakes that were refused, by reason
 * @param breaks connections that ended and were not cut by the load, by reason
 * @param notRecovered answers to {@code resume} that said that what was missed cannot be had any more
 */
public record LoadReport(LoadPlan plan, Circumstances circumstances, Frames frames, Histogram latencies,
        Millis handshakes, Map<String, Long> refusals, Map<String, Long> breaks, long notRecovered,
        Optional<Storm> storm, List<Timeline.Sample> timeline) {

    /**
     * @param stack its name in the middle of a sentence
     * @param connecting until all were connected
     * @param publishing for how long was published
     * @param early whether Ctrl-C has ended it
     * @param failure why the queue did not take a notification at first or at all; empty if it took them all at once
     */
    record Circumstances(String stack, Duration connecting, Duration publishing, boolean early,
            String failure) {}

    /**
     * @param published notifications that the queue has taken
     * @param expected one frame for each of them and each connection of its room
     * @param delivered of those expected, what came in any way
     * @param recovered of those delivered, what only an answer to {@code resume} brought
     * @param doubled frames that brought what a frame had brought before
     * @param outOfOrder frames that came behind one that was published later
     */
    record Frames(long published, long expected, long delivered, long recovered, long doubled,
            long outOfOrder) {

        long lost() {
            return expected - delivered;
        }

        ObjectNode json() {
            return Json.object().put("published", published).put("expected", expected)
                    .put("delivered", delivered)
                    .put("recovered", recovered).put("lost", lost()).put("doubled", doubled)
                    .put("outOfOrder", outOfOrder);
        }
    }

    /**
     * All connections cut.
     *
     * @param at seconds after the first notification
     * @param seconds until all were back, or no more were waited for
     * @param back connections that were back then
     */
    record Storm(double at, double seconds, int back) {}

    static LoadReport of(LoadPlan plan, Circumstances circumstances, Crowd crowd, Tally tally,
            Published published, Timeline timeline, Optional<Storm> storm) {
        var frames = new Frames(published.count(), published.expectedFrames(), crowd.got(published.numbers()),
                crowd.sum(Received::onlyRecovered), crowd.sum(Received::doubled),
                crowd.sum(Received::outOfOrder));
        return new LoadReport(plan, circumstances, frames, timeline.latencies(),
                Millis.of(tally.handshakes()),
                tally.refusals(), tally.breaks(), tally.notRecoveredClients(), storm, timeline.samples());
    }

    /** As sentences begin after a colon; empty if all that was promised was kept. */
    public List<String> wrong() {
        var wrong = new ArrayList<String>();
        if (frames.lost() > 0) {
            wrong.add("frames lost%s: %,d".formatted(
                    circumstances.early ? ", or still on their way when it was ended" : "", frames.lost()));
        }
        if (frames.doubled > 0) {
            wrong.add("frames doubled: %,d".formatted(frames.doubled));
        }
        if (!circumstances.early && frames.published < plan.notifications()) {
            wrong.add("notifications that the queue has not taken: %,d (%s)".formatted(
                    plan.notifications() - frames.published, circumstances.failure));
        }
        storm.filter(one -> !circumstances.early && one.back < plan.connections()).ifPresent(one -> wrong
                .add("connections that did not come back: %,d".formatted(plan.connections() - one.back)));
        return wrong;
    }

    /** What AWS's quotas make of the same load. */
    Reckoning reckoning() {
        return Reckoning.of(plan.connections(), plan.receivers(), plan.rate());
    }

    /** Frames a second while it was published. */
    double measuredPosts() {
        return perSecond(frames.delivered);
    }

    double publishedPerSecond() {
        return perSecond(frames.published);
    }

    private double perSecond(long count) {
        double seconds = Math.max(1, circumstances.publishing.toMillis() / 1_000.0);
        return count / seconds;
    }

    double connectSeconds() {
        return circumstances.connecting.toMillis() / 1_000.0;
    }

    Millis latency() {
        return Millis.of(latencies);
    }
}

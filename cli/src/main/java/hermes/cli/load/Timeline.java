package hermes.cli.load;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** What was counted and measured in each second of a load. For one thread. */
final class Timeline {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final double SHORTEST = 0.3;

    private final Tally tally;
    private final Published published;
    private final Histogram all = new Histogram(Tally.PRECISION);
    private final List<Sample> samples = new ArrayList<>();
    private final long start = System.nanoTime();
    private long publishedBefore;
    private long deliveredBefore;

    Timeline(Tally tally, Published published) {
        this.tally = tally;
        this.published = published;
    }

    /**
     * One second, or a little more.
     *
     * @param second since the first notification was published, at its end
     * @param published notifications
     * @param delivered frames
     * @param connected connections with an answer to their {@code resume}, at its end
     * @param p50 of the frames of this second, in milliseconds; not a number if there were none
     */
    record Sample(double second, double published, double delivered, int connected, double p50, double p99,
            double max) {}

    /** @return whether a second is over, and there is one sample more */
    boolean tick() {
        if (System.nanoTime() - start < SECOND * (samples.size() + 1)) {
            return false;
        }
        sample();
        return true;
    }

    private void sample() {
        var latest = tally.latestLatencies();
        all.add(latest);
        double second = seconds();
        double took = second - (samples.isEmpty() ? 0 : samples.getLast().second);
        long publishedNow = published.count();
        long deliveredNow = tally.deliveredFrames();
        samples.add(new Sample(second, (publishedNow - publishedBefore) / took,
                (deliveredNow - deliveredBefore) / took, tally.presentClients(), millis(latest, 50),
                millis(latest, 99), millis(latest, 100)));
        publishedBefore = publishedNow;
        deliveredBefore = deliveredNow;
    }

    private static double millis(Histogram latest, double percentile) {
        return latest.getTotalCount() == 0 ? Double.NaN : Millis.of(latest, percentile);
    }

    /** Since the first notification was published. */
    double seconds() {
        return (double) (System.nanoTime() - start) / SECOND;
    }

    List<Sample> samples() {
        return List.copyOf(samples);
    }

    /** Nothing more is measured. What is left of a second is a sample too, unless it is so short that its rates say nothing. */
    void finish() {
        if (seconds() - (samples.isEmpty() ? 0 : samples.getLast().second) > SHORTEST) {
            sample();
        }
    }

    /** Of everything up to now, in microseconds. */
    Histogram latencies() {
        all.add(tally.latestLatencies());
        return all;
    }
}

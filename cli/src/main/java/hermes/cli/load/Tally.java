package hermes.cli.load;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** What all connections of a load count together. Thread-safe. */
final class Tally {

    /** Digits that a time keeps. */
    static final int PRECISION = 3;

    private final Recorder latencies = new Recorder(PRECISION);
    private final Histogram handshakes = new ConcurrentHistogram(PRECISION);
    private final LongAdder delivered = new LongAdder();
    private final LongAdder notRecovered = new LongAdder();
    private final LongAdder turnedAway = new LongAdder();
    private final AtomicInteger present = new AtomicInteger();
    private final Map<String, LongAdder> refusals = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> breaks = new ConcurrentHashMap<>();

    void opened(long nanos) {
        handshakes.recordValue(TimeUnit.NANOSECONDS.toMicros(nanos));
    }

    void refused(String reason) {
        refusals.computeIfAbsent(reason, _ -> new LongAdder()).increment();
    }

    /** A connection ended that nobody has cut. */
    void broke(String reason) {
        breaks.computeIfAbsent(reason, _ -> new LongAdder()).increment();
    }

    /** A client has connected and has an answer to its {@code resume}, or is not there any more. */
    void present(int change) {
        present.addAndGet(change);
    }

    void latency(long micros) {
        latencies.recordValue(Math.max(0, micros));
    }

    /** A connection got a notification for the first time. */
    void delivered() {
        delivered.increment();
    }

    /** A client was told that what it missed cannot be had any more. */
    void notRecovered() {
        notRecovered.increment();
    }

    /** A client was told not to come, or not to come back. */
    void turnedAway() {
        turnedAway.increment();
    }

    long clientsTurnedAway() {
        return turnedAway.sum();
    }

    long deliveredFrames() {
        return delivered.sum();
    }

    long notRecoveredClients() {
        return notRecovered.sum();
    }

    int presentClients() {
        return present.get();
    }

    /** In microseconds. */
    Histogram handshakes() {
        return handshakes;
    }

    /** In microseconds, since this was asked before. */
    Histogram latestLatencies() {
        return latencies.getIntervalHistogram();
    }

    /** By reason. */
    Map<String, Long> refusals() {
        return sums(refusals);
    }

    /** By reason. */
    Map<String, Long> breaks() {
        return sums(breaks);
    }

    private static Map<String, Long> sums(Map<String, LongAdder> counts) {
        var sums = new TreeMap<String, Long>();
        counts.forEach((reason, count) -> sums.put(reason, count.sum()));
        return sums;
    }
}

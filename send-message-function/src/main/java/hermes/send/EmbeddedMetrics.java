package hermes.send;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Collects the metrics of one invocation and writes them as log lines that CloudWatch turns into metrics: no
 * call, no agent, no wait. Thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">
 *      Embedded metric format</a>
 */
final class EmbeddedMetrics implements Metrics {

    /** The most values that CloudWatch takes for one metric in one line. */
    private static final int MOST_VALUES = 100;

    private final Map<String, LongAdder> counts = new ConcurrentSkipListMap<>();
    private final Map<String, LongAdder> poison = new ConcurrentSkipListMap<>();
    private final Queue<Long> latencies = new ConcurrentLinkedQueue<>();
    private final Queue<Long> fanOuts = new ConcurrentLinkedQueue<>();

    @Override
    public void published(int notifications) {
        count("Published", notifications);
    }

    @Override
    public void delivered(int notifications) {
        count("Delivered", notifications);
    }

    @Override
    public void gone() {
        count("Gone", 1);
    }

    @Override
    public void throttled() {
        count("Throttled", 1);
    }

    @Override
    public void redelivered(int connections) {
        count("Redelivered", connections);
    }

    @Override
    public void undelivered(int connections) {
        count("Undelivered", connections);
    }

    @Override
    public void recovered() {
        count("Recovered", 1);
    }

    @Override
    public void notRecovered() {
        count("NotRecovered", 1);
    }

    @Override
    public void poison(String reasonCode) {
        poison.computeIfAbsent(reasonCode, _ -> new LongAdder()).increment();
    }

    @Override
    public void latency(Duration latency) {
        latencies.add(latency.toMillis());
    }

    @Override
    public void fanOut(int connections) {
        fanOuts.add((long) connections);
    }

    /** Once, when the invocation has ended; writes nothing if nothing was counted. */
    void writeTo(PrintStream out, String function, Instant now) {
        if (!counts.isEmpty()) {
            var line = new MetricsLine(function, now);
            counts.forEach((name, count) -> line.metric(name, "Count", List.of(count.sum())));
            out.println(line.finish());
        }
        for (List<Long> values : chunks(latencies)) {
            out.println(new MetricsLine(function, now).metric("Latency", "Milliseconds", values).finish());
        }
        for (List<Long> values : chunks(fanOuts)) {
            out.println(new MetricsLine(function, now).metric("FanOut", "Count", values).finish());
        }
        poison.forEach(
                (reason, count) -> out.println(new MetricsLine(function, now).dimension("Reason", reason)
                        .metric("Poison", "Count", List.of(count.sum())).finish()));
    }

    private void count(String name, long more) {
        counts.computeIfAbsent(name, _ -> new LongAdder()).add(more);
    }

    private static List<List<Long>> chunks(Queue<Long> values) {
        return Chunks.of(new ArrayList<>(values), MOST_VALUES);
    }
}

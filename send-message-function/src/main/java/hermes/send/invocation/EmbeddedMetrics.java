package hermes.send.invocation;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import software.amazon.cloudwatchlogs.emf.exception.DimensionSetExceededException;
import software.amazon.cloudwatchlogs.emf.exception.InvalidDimensionException;
import software.amazon.cloudwatchlogs.emf.exception.InvalidMetricException;
import software.amazon.cloudwatchlogs.emf.exception.InvalidNamespaceException;
import software.amazon.cloudwatchlogs.emf.model.DimensionSet;
import software.amazon.cloudwatchlogs.emf.model.MetricsContext;
import software.amazon.cloudwatchlogs.emf.model.Unit;

/**
 * Collects the metrics of one invocation, for log lines that CloudWatch turns into metrics: no
 * call, no agent, no wait. Thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">
 *      Embedded metric format</a>
 */
public final class EmbeddedMetrics implements Metrics {

    static final String NAMESPACE = "Hermes";
    private static final String FUNCTION = "FunctionName";

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
    public void inboxAppended(int notifications) {
        count("InboxAppended", notifications);
    }

    @Override
    public void inboxListed() {
        count("InboxListed", 1);
    }

    @Override
    public void marked() {
        count("Marked", 1);
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

    /**
     * What was counted, as log lines; none if nothing was.
     *
     * @throws IllegalStateException if CloudWatch would not take it
     */
    public List<String> lines(String function) {
        try {
            List<String> lines = new ArrayList<>();
            if (!counts.isEmpty() || !latencies.isEmpty() || !fanOuts.isEmpty()) {
                lines.addAll(counted(function).serialize());
            }
            for (var reason : poison.entrySet()) {
                lines.addAll(poison(reason.getKey(), reason.getValue().sum(), function).serialize());
            }
            return lines;
        } catch (DimensionSetExceededException | InvalidDimensionException | InvalidMetricException
                | InvalidNamespaceException | JsonProcessingException e) {
            throw new IllegalStateException("The metrics of function " + function + " cannot be written", e);
        }
    }

    private MetricsContext counted(String function)
            throws InvalidNamespaceException, InvalidDimensionException, InvalidMetricException {
        var context = context(DimensionSet.of(FUNCTION, function));
        for (var count : counts.entrySet()) {
            context.putMetric(count.getKey(), count.getValue().sum(), Unit.COUNT);
        }
        for (long milliseconds : latencies) {
            context.putMetric("Latency", milliseconds, Unit.MILLISECONDS);
        }
        for (long connections : fanOuts) {
            context.putMetric("FanOut", connections, Unit.COUNT);
        }
        return context;
    }

    /** Counted with and without the reason: an alarm needs the sum, a person the reason. */
    private static MetricsContext poison(String reason, long count, String function)
            throws InvalidNamespaceException, InvalidDimensionException, InvalidMetricException {
        var context = context(DimensionSet.of(FUNCTION, function));
        context.putDimension(DimensionSet.of(FUNCTION, function, "Reason", reason));
        context.putMetric("Poison", count, Unit.COUNT);
        return context;
    }

    /** @param dimensions the function's name among them keeps two stacks of one account apart */
    private static MetricsContext context(DimensionSet dimensions) throws InvalidNamespaceException {
        var context = new MetricsContext();
        context.setNamespace(NAMESPACE);
        context.putDimension(dimensions);
        return context;
    }

    private void count(String name, long more) {
        counts.computeIfAbsent(name, _ -> new LongAdder()).add(more);
    }
}

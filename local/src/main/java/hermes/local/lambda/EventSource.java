package hermes.local.lambda;

import hermes.local.sqs.QueueSpec;
import hermes.local.template.Section;
import java.util.List;
import java.util.Set;

/**
 * An SQS event of a function.
 *
 * @param function logical id
 * @param queueArn of a queue of this stack
 * @param batchSize the most messages in one invocation
 * @param windowSeconds how long messages are gathered; 0 hands on at once what one receive gives
 * @param reportsFailures whether the function says which messages failed
 * @param maximumConcurrency the most invocations at the same time
 * @see <a href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-sqs.html">
 *      SQS event</a>
 */
public record EventSource(String function, String queueArn, int batchSize, int windowSeconds,
        boolean reportsFailures,
        int maximumConcurrency) {

    /** What one queue mapping may grow to without a maximum of its own. */
    private static final int UNBOUNDED = 1000;
    private static final int ONE_RECEIVE = 10;
    private static final int LARGEST_BATCH = 10_000;
    private static final int LONGEST_WINDOW_SECONDS = 300;
    private static final Set<String> PROPERTIES = Set.of("Queue", "BatchSize",
            "MaximumBatchingWindowInSeconds",
            "FunctionResponseTypes", "ScalingConfig", "Enabled");

    static EventSource of(String function, Section event) {
        event.allowOnly(PROPERTIES);
        if (event.optionalText("Enabled").isPresent() && !event.flag("Enabled")) {
            throw event.error("an event that is not enabled is not emulated");
        }
        int batchSize = event.between("BatchSize", 1, ONE_RECEIVE, LARGEST_BATCH);
        int window = event.between("MaximumBatchingWindowInSeconds", 0, 0, LONGEST_WINDOW_SECONDS);
        if (batchSize > ONE_RECEIVE && window == 0) {
            throw event.error("a BatchSize over 10 needs a MaximumBatchingWindowInSeconds of at least 1");
        }
        String queue = event.text("Queue");
        if (QueueSpec.isFifo(queue) && (batchSize > ONE_RECEIVE || window > 0)) {
            throw event.error("a FIFO queue gives at most 10 messages at once and knows no batching window");
        }
        List<String> responses = event.texts("FunctionResponseTypes");
        if (!responses.isEmpty() && !responses.equals(List.of("ReportBatchItemFailures"))) {
            throw event.error("FunctionResponseTypes can only be ReportBatchItemFailures");
        }
        int concurrency = event.optionalSection("ScalingConfig")
                .map(scaling -> scaling.between("MaximumConcurrency", 2, UNBOUNDED, UNBOUNDED))
                .orElse(UNBOUNDED);
        return new EventSource(function, queue, batchSize, window, !responses.isEmpty(),
                concurrency);
    }

    /** @param most invocations at the same time, whatever the maximum is */
    public EventSource atMost(int most) {
        return new EventSource(function, queueArn, batchSize, windowSeconds, reportsFailures,
                Math.min(most, maximumConcurrency));
    }
}

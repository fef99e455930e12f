package hermes.cli.status;

import hermes.cli.stack.AwsOperations;
import hermes.cli.stack.DeadLetter;
import hermes.cli.stack.DeadLetterQueues;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** One look at a stack. For one thread. */
public final class StatusReading {

    private static final int MOST_LETTERS = 100;

    private final AwsOperations stack;

    public StatusReading(AwsOperations stack) {
        this.stack = stack;
    }

    /** Dead letters are taken and given back, up to a hundred; nothing else is touched. */
    public StackStatus read() {
        var connections = stack.connections().limit(StackStatus.MOST_COUNTED + 1L).count();
        return stack.cloudWatch().map(cloudWatch -> {
            var measurements = new Measurements(cloudWatch, stack.stackName().orElseThrow());
            return status(connections, Optional.of(measurements));
        }).orElseGet(() -> status(connections, Optional.empty()));
    }

    private StackStatus status(long connections, Optional<Measurements> measurements) {
        try (var letters = new DeadLetterQueues(stack)) {
            int count = letters.size();
            // A look at an empty queue takes a second.
            var seen = count == 0 ? List.<DeadLetter>of() : read(letters);
            return new StackStatus(stack.toString(), Instant.now(), queues(measurements), count, seen,
                    connections,
                    measurements.map(Measurements::alarms));
        }
    }

    private static List<DeadLetter> read(DeadLetterQueues letters) {
        var seen = new ArrayList<DeadLetter>();
        var taken = letters.take();
        while (!taken.isEmpty() && seen.size() < MOST_LETTERS) {
            seen.addAll(taken);
            taken = letters.take();
        }
        return seen;
    }

    private List<QueueState> queues(Optional<Measurements> measurements) {
        var queues = new ArrayList<QueueState>();
        queues.add(queue("unordered", stack.output("QueueUrl"), measurements));
        Optional.ofNullable(stack.outputs().get("OrderedQueueUrl"))
                .ifPresent(url -> queues.add(queue("ordered", url, measurements)));
        return queues;
    }

    private QueueState queue(String name, String url, Optional<Measurements> measurements) {
        var counts = stack.clients().sqs().getQueueAttributes(get -> get.queueUrl(url).attributeNames(
                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE)).attributes();
        return new QueueState(name,
                Integer.parseInt(counts.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES)),
                Integer.parseInt(counts.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE)),
                measurements.flatMap(known -> known.oldest(url)));
    }
}

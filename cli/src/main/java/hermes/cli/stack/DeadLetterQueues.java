package hermes.cli.stack;

import hermes.cli.terminal.CommandFailed;
import hermes.common.Parallel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One reading of a stack's dead-letter queues: that of the queue without an order, and that of the ordered one, which a
 * stack of version 1.0 does not have. SQS cannot be asked for a message by its id, nor shown
 * without receiving: so messages are taken, and given back at the end unless they were removed. For one thread.
 *
 * <p>
 * Of one room's letters in the ordered queue no more than ten can be seen before the first of them are removed: SQS hands
 * out no message of a group while others of it are taken.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/using-messagegroupid-property.html">
 *      MessageGroupId</a>
 */
public final class DeadLetterQueues implements AutoCloseable {

    /** How long nobody else sees what was taken, at most. */
    public static final Duration HIDDEN = Duration.ofMinutes(2);

    /** The end of a sentence about letters that are not to be seen. */
    public static final String WHY_HIDDEN = "taken by someone else and back in " + HIDDEN.toMinutes()
            + " minutes at most, or behind ten of their room in the ordered queue";

    private final DeadLetterQueue unordered;
    private final List<DeadLetterQueue> all = new ArrayList<>();

    public DeadLetterQueues(AwsOperations stack) {
        var sqs = stack.clients().sqs();
        this.unordered = new DeadLetterQueue(sqs, stack.output("DeadLetterQueueUrl"),
                stack.output("QueueUrl"), false);
        all.add(unordered);
        if (stack.outputs().containsKey("OrderedDeadLetterQueueUrl")) {
            all.add(new DeadLetterQueue(sqs, stack.output("OrderedDeadLetterQueueUrl"),
                    stack.output("OrderedQueueUrl"), true));
        }
    }

    /** The next messages that were not taken before; none if there are no others to be seen. */
    public List<DeadLetter> take() {
        // At the same time, because each waits for a second before it says that there is nothing more.
        return Parallel.map(all, DeadLetterQueue::take).stream().flatMap(List::stream).toList();
    }

    /**
     * Publishes it again by the queue that it came from, then removes it: if that fails it is published twice, under one
     * id.
     */
    public void redrive(DeadLetter letter) {
        queueOf(letter.ordered()).redrive(letter);
    }

    /** @throws CommandFailed if SQS did not delete all of them */
    public void delete(List<DeadLetter> letters) {
        letters.stream().collect(Collectors.partitioningBy(DeadLetter::ordered))
                .forEach((ordered, some) -> {
                    if (!some.isEmpty()) {
                        queueOf(ordered).delete(some);
                    }
                });
    }

    private DeadLetterQueue queueOf(boolean ordered) {
        return ordered ? all.getLast() : unordered;
    }

    /** About how many there are, those included that somebody has taken. */
    public int size() {
        return all.stream().mapToInt(DeadLetterQueue::size).sum();
    }

    /** Gives back what is still taken. */
    @Override
    public void close() {
        all.forEach(DeadLetterQueue::close);
    }
}

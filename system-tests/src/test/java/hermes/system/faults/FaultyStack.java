package hermes.system.faults;

import hermes.cli.stack.AwsOperations;
import hermes.local.LocalStack;
import hermes.local.StackOptions;
import hermes.local.stack.StackEvent;
import hermes.system.WholeStack;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * A stack of its own whose queue is impatient: what a killed invocation leaves comes again after seconds, and
 * sometimes what another still works on. Thread-safe.
 */
final class FaultyStack implements AutoCloseable {

    /** Tells its processes from those of other stacks. */
    static final String NAME = "hermes-faults";

    private static final String CONCURRENCY = "4";

    private final Counts counts = new Counts();
    private final LocalStack local;
    private final AwsOperations operations;

    /** @param visibilitySeconds of the notification queue */
    FaultyStack(int visibilitySeconds) {
        this.local = LocalStack.start(WholeStack.TEMPLATE, StackOptions.DEFAULT
                .withName(NAME).withLog(this::see)
                .withParameters(Map.of("DeliveryConcurrency", CONCURRENCY)));
        this.operations = AwsOperations.local(local.outputs());
        operations.clients().sqs().setQueueAttributes(set -> set.queueUrl(output("QueueUrl"))
                .attributes(Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, "" + visibilitySeconds)));
    }

    private void see(StackEvent event) {
        if (event instanceof StackEvent.Invoked invoked) {
            var what = invoked.input().contains("record") ? "batches" : invoked.function();
            counts.add(invoked.failed() ? what + " that broke off" : what);
        }
    }

    LocalStack local() {
        return local;
    }

    AwsOperations operations() {
        return operations;
    }

    String output(String name) {
        return local.outputs().get(name);
    }

    /** Invocations since the last call. */
    Counts takeCounts() {
        var taken = new Counts();
        taken.addAll(counts);
        counts.clear();
        return taken;
    }

    /** One batch can take what waits. */
    boolean queueIsShort() {
        return inQueue(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES) <= 10;
    }

    /** Nothing waits, is worked on, or is to come later. */
    boolean queueIsIdle() {
        return inQueue(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE,
                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED) == 0;
    }

    private int inQueue(QueueAttributeName... kinds) {
        return operations.clients().sqs()
                .getQueueAttributes(get -> get.queueUrl(output("QueueUrl")).attributeNames(kinds))
                .attributes().values().stream().mapToInt(Integer::parseInt).sum();
    }

    /** Some of the dead letters, which are taken out; none if there are none. */
    List<Message> takeDeadLetters() {
        var sqs = operations.clients().sqs();
        var queue = output("DeadLetterQueueUrl");
        var messages = sqs.receiveMessage(receive -> receive.queueUrl(queue).maxNumberOfMessages(10)
                .messageAttributeNames("All")).messages();
        messages.forEach(message -> sqs
                .deleteMessage(delete -> delete.queueUrl(queue).receiptHandle(message.receiptHandle())));
        return messages;
    }

    @Override
    public void close() {
        operations.close();
        local.close();
    }
}

package hermes.system.faults;

import hermes.cli.stack.AwsOperations;
import hermes.local.LocalStack;
import hermes.local.StackOptions;
import hermes.local.stack.StackEvent;
import hermes.system.WholeStack;
import hermes.system.faults.book.Counts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** A stack of its own whose queues do not wait long for what a killed invocation leaves. Thread-safe. */
final class FaultyStack implements AutoCloseable {

    /** Tells its processes from those of other stacks. */
    static final String NAME = "hermes-faults";

    /** Less than an invocation may take, and more than nearly all take, even on a busy machine. */
    static final int VISIBILITY_SECONDS = 20;

    /** Less than many take. */
    static final int IMPATIENT_SECONDS = 1;

    /** Of each queue. The local stack lets one have four, for which a machine with two cores is too small. */
    private static final String CONCURRENCY = "3";

    private static final List<String> QUEUES = List.of("QueueUrl", "OrderedQueueUrl");
    private static final List<String> DEAD_LETTER_QUEUES = List.of("DeadLetterQueueUrl",
            "OrderedDeadLetterQueueUrl");

    private final Counts counts = new Counts();
    private final LocalStack local;
    private final AwsOperations operations;

    FaultyStack() {
        this.local = LocalStack.start(WholeStack.TEMPLATE, StackOptions.DEFAULT
                .withName(NAME).withLog(this::see)
                .withParameters(Map.of("DeliveryConcurrency", CONCURRENCY)));
        this.operations = AwsOperations.local(local.outputs());
        setVisibility(VISIBILITY_SECONDS);
    }

    /** Of what is received from now on, from both queues. */
    void setVisibility(int seconds) {
        QUEUES.forEach(queue -> operations.clients().sqs()
                .setQueueAttributes(set -> set.queueUrl(output(queue))
                        .attributes(Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, "" + seconds))));
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

    /** @return the message's id */
    String putOnOrderedQueue(String room, String body) {
        return operations.clients().sqs()
                .sendMessage(send -> send.queueUrl(output("OrderedQueueUrl")).messageGroupId(room)
                        .messageDeduplicationId(UUID.randomUUID().toString()).messageBody(body))
                .messageId();
    }

    /** A few batches can take what waits. */
    boolean queuesAreShort() {
        return inQueues(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES) <= 20;
    }

    /** Nothing waits, is worked on, or is to come later. */
    boolean queuesAreIdle() {
        return inQueues(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE,
                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED) == 0;
    }

    private int inQueues(QueueAttributeName... kinds) {
        return QUEUES.stream().flatMap(queue -> operations.clients().sqs()
                .getQueueAttributes(get -> get.queueUrl(output(queue)).attributeNames(kinds))
                .attributes().values().stream()).mapToInt(Integer::parseInt).sum();
    }

    /** Takes out all dead letters of both queues. */
    List<Message> takeDeadLetters() {
        var all = new ArrayList<Message>();
        DEAD_LETTER_QUEUES.forEach(queue -> {
            var some = takeSome(output(queue));
            while (!some.isEmpty()) {
                all.addAll(some);
                some = takeSome(output(queue));
            }
        });
        return all;
    }

    private List<Message> takeSome(String queue) {
        var sqs = operations.clients().sqs();
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

package hermes.local.sqs;

import hermes.local.template.Section;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * A queue of the template.
 *
 * @param deadLetters the ARN of the dead-letter queue and the attribute that sets it
 * @param retention how old a message may become
 * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sqs-queue.html">
 *      AWS::SQS::Queue</a>
 */
public record QueueSpec(String name, Map<QueueAttributeName, String> attributes,
        Optional<DeadLetters> deadLetters, Duration retention) {

    /** @param targetArn a queue of this stack */
    public record DeadLetters(String targetArn, int maxReceiveCount) {
        String redrivePolicy() {
            return "{\"deadLetterTargetArn\":\"%s\",\"maxReceiveCount\":%d}".formatted(targetArn,
                    maxReceiveCount);
        }
    }

    /** With which the name of every FIFO queue ends, and no other. */
    private static final String FIFO = ".fifo";

    private static final int DEFAULT_VISIBILITY_SECONDS = 30;
    private static final int LONGEST_VISIBILITY_SECONDS = 43_200;
    private static final int LONGEST_DELAY_SECONDS = 900;
    private static final int LONGEST_WAIT_SECONDS = 20;
    private static final int MOST_RECEIVES = 1000;
    private static final int DEFAULT_RETENTION_SECONDS = 345_600;
    private static final int LONGEST_RETENTION_SECONDS = 1_209_600;

    /** @param name the physical name */
    public static QueueSpec of(String name, Section queue) {
        Map<QueueAttributeName, String> attributes = new EnumMap<>(QueueAttributeName.class);
        attributes.put(QueueAttributeName.VISIBILITY_TIMEOUT,
                String.valueOf(queue.between("VisibilityTimeout", 0,
                        DEFAULT_VISIBILITY_SECONDS, LONGEST_VISIBILITY_SECONDS)));
        attributes.put(QueueAttributeName.DELAY_SECONDS,
                String.valueOf(queue.between("DelaySeconds", 0, 0, LONGEST_DELAY_SECONDS)));
        attributes.put(QueueAttributeName.RECEIVE_MESSAGE_WAIT_TIME_SECONDS,
                String.valueOf(queue.between("ReceiveMessageWaitTimeSeconds", 0, 0, LONGEST_WAIT_SECONDS)));
        if (queue.flag("FifoQueue") != isFifo(name)) {
            throw queue.error("a queue is FIFO if and only if FifoQueue is true and its QueueName ends with "
                    + FIFO + "; it is called " + name);
        }
        checkFifo(name, queue);
        if (isFifo(name)) {
            attributes.put(QueueAttributeName.FIFO_QUEUE, "true");
            attributes.put(QueueAttributeName.CONTENT_BASED_DEDUPLICATION,
                    String.valueOf(queue.flag("ContentBasedDeduplication")));
        }
        return new QueueSpec(name, attributes,
                queue.optionalSection("RedrivePolicy").map(policy -> deadLetters(name, policy)),
                Duration.ofSeconds(queue.between("MessageRetentionPeriod", 60, DEFAULT_RETENTION_SECONDS,
                        LONGEST_RETENTION_SECONDS)));
    }

    private static void checkFifo(String name, Section queue) {
        var ofFifo = Set.of("ContentBasedDeduplication", "DeduplicationScope", "FifoThroughputLimit");
        queue.names().stream().filter(ofFifo::contains).filter(_ -> !isFifo(name)).findFirst()
                .ifPresent(property -> {
                    throw queue.error(property + " goes with a FIFO queue only");
                });
        if (queue.optionalText("FifoThroughputLimit").filter("perMessageGroupId"::equals).isPresent()
                && queue.optionalText("DeduplicationScope").filter("messageGroup"::equals).isEmpty()) {
            throw queue.error("the FifoThroughputLimit perMessageGroupId needs the DeduplicationScope"
                    + " messageGroup");
        }
    }

    private static DeadLetters deadLetters(String name, Section policy) {
        policy.allowOnly(Set.of("deadLetterTargetArn", "maxReceiveCount"));
        policy.text("maxReceiveCount");
        String target = policy.text("deadLetterTargetArn");
        if (isFifo(target) != isFifo(name)) {
            throw policy.error(
                    "the dead-letter queue of a FIFO queue must be a FIFO queue, and of another another");
        }
        return new DeadLetters(target,
                policy.between("maxReceiveCount", 1, 1, MOST_RECEIVES));
    }

    /** @param queue its name or ARN */
    public static boolean isFifo(String queue) {
        return queue.endsWith(FIFO);
    }

    public int visibilitySeconds() {
        return Integer.parseInt(attributes.get(QueueAttributeName.VISIBILITY_TIMEOUT));
    }
}

package hermes.local;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * A queue of the template.
 *
 * @param deadLetters the ARN of the dead-letter queue and the attribute that sets it
 * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sqs-queue.html">
 *      AWS::SQS::Queue</a>
 */
record QueueSpec(String name, Map<QueueAttributeName, String> attributes, Optional<DeadLetters> deadLetters) {

    /** @param targetArn a queue of this stack */
    record DeadLetters(String targetArn, int maxReceiveCount) {
        String redrivePolicy() {
            return "{\"deadLetterTargetArn\":\"%s\",\"maxReceiveCount\":%d}".formatted(targetArn,
                    maxReceiveCount);
        }
    }

    private static final int DEFAULT_VISIBILITY_SECONDS = 30;
    private static final List<QueueAttributeName> COPIED = List.of(QueueAttributeName.VISIBILITY_TIMEOUT,
            QueueAttributeName.DELAY_SECONDS, QueueAttributeName.RECEIVE_MESSAGE_WAIT_TIME_SECONDS);

    /** @param name the physical name */
    static QueueSpec of(String name, Properties queue) {
        Map<QueueAttributeName, String> attributes = new EnumMap<>(QueueAttributeName.class);
        attributes.put(QueueAttributeName.VISIBILITY_TIMEOUT, String.valueOf(DEFAULT_VISIBILITY_SECONDS));
        COPIED.forEach(attribute -> queue.optionalText(attribute.toString())
                .ifPresent(value -> attributes.put(attribute, value)));
        Optional<DeadLetters> deadLetters = queue.optionalSection("RedrivePolicy").map(policy -> {
            policy.allowOnly(Set.of("deadLetterTargetArn", "maxReceiveCount"));
            return new DeadLetters(policy.text("deadLetterTargetArn"), policy.integer("maxReceiveCount", 10));
        });
        return new QueueSpec(name, attributes, deadLetters);
    }

    int visibilitySeconds() {
        return Integer.parseInt(attributes.get(QueueAttributeName.VISIBILITY_TIMEOUT));
    }
}

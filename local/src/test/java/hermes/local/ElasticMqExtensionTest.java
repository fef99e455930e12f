package hermes.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

final class ElasticMqExtensionTest {

    @RegisterExtension
    static final ElasticMqExtension QUEUES = new ElasticMqExtension();

    @RepeatedTest(2)
    void queuesAreEmptyAtTheStartOfEachTest() {
        String queue = QUEUES.queueUrl("NotificationQueue");

        assertThat(QUEUES.client().receiveMessage(receive -> receive.queueUrl(queue)).messages()).isEmpty();
        QUEUES.client().sendMessage(send -> send.queueUrl(queue).messageBody("{}"));
        assertThat(QUEUES.client().receiveMessage(receive -> receive.queueUrl(queue)).messages()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"NotificationQueue, test-DeadLetterQueue", "OrderedQueue, test-dead-letters.fifo"})
    void queueHasTheTemplatesVisibilityAndDeadLetterQueue(String queue, String deadLetters) {
        var attributes = QUEUES.client()
                .getQueueAttributes(get -> get.queueUrl(QUEUES.queueUrl(queue))
                        .attributeNames(QueueAttributeName.ALL))
                .attributes();

        assertThat(attributes).containsEntry(QueueAttributeName.VISIBILITY_TIMEOUT, "150");
        assertThat(attributes.get(QueueAttributeName.REDRIVE_POLICY))
                .contains("arn:aws:sqs:us-east-1:000000000000:" + deadLetters)
                .containsPattern("\"maxReceiveCount\"\\s*:\\s*\"?20\"?");
    }
}

package hermes.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.common.Groups;
import hermes.local.ElasticMqExtension;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

class DeadLetterQueuesTest {

    @RegisterExtension
    static final ElasticMqExtension queues = new ElasticMqExtension();

    private final Map<String, String> outputs = new HashMap<>();
    private AwsOperations stack;

    @BeforeEach
    void open() {
        outputs.putAll(Map.of("QueueUrl", queues.queueUrl("NotificationQueue"), "DeadLetterQueueUrl",
                queues.queueUrl("DeadLetterQueue"), "OrderedQueueUrl", queues.queueUrl("OrderedQueue"),
                "OrderedDeadLetterQueueUrl", queues.queueUrl("OrderedDeadLetterQueue"), "TokensTableName",
                "tokens", "ConnectionsTableName", "connections", "JwtSecretArn", "key", "PasscodeSecretArn",
                "passcode"));
        var endpoint = URI.create(queues.queueUrl("NotificationQueue")).resolve("/");
        outputs.put("ManagementUrl", endpoint + "development");
        stack = AwsOperations.local(outputs);
    }

    @AfterEach
    void close() {
        stack.close();
    }

    @Test
    void lettersOfBothQueuesAreTakenAndSayWhichIsTheirs() {
        bury("{\"room_id\":\"acme\"}");
        buryInOrder("{\"room_id\":\"acme\"}", "acme");

        try (var letters = new DeadLetterQueues(stack)) {
            assertThat(letters.size()).isEqualTo(2);
            assertThat(takeAll(letters)).extracting(letter -> letter.summary().path("ordered").asBoolean())
                    .containsExactly(false, true);
        }
    }

    @Test
    void stackWithoutOrderedQueuesHasTheLettersOfTheOther() {
        outputs.keySet().removeAll(List.of("OrderedQueueUrl", "OrderedDeadLetterQueueUrl"));
        bury("{\"room_id\":\"acme\"}");

        try (var letters = new DeadLetterQueues(stack)) {
            takeAll(letters).forEach(letters::redrive);
        }

        assertThat(receive("NotificationQueue")).hasSize(1);
    }

    /** Also within the five minutes in which SQS drops what has the publisher's deduplication id. */
    @Test
    void orderedLetterGoesBackToTheOrderedQueueInItsRoomsGroup() {
        var body = "{\"room_id\":\"a room\",\"id\":\"n1\"}";
        publishInOrder(body);
        assertThat(receive("OrderedQueue")).hasSize(1);
        var letter = buryInOrder(body, "whatever");

        redriveAll();

        assertThat(receive("OrderedQueue")).singleElement().satisfies(message -> {
            assertThat(message.body()).isEqualTo(body);
            assertThat(message.attributes()).containsEntry(MessageSystemAttributeName.MESSAGE_GROUP_ID,
                    Groups.of("a room"))
                    .containsEntry(MessageSystemAttributeName.MESSAGE_DEDUPLICATION_ID, letter);
            assertThat(message.messageAttributes().get("original_message_id").stringValue())
                    .isEqualTo(letter);
        });
        assertThat(receive("OrderedDeadLetterQueue")).isEmpty();
        assertThat(receive("NotificationQueue")).isEmpty();
    }

    @Test
    void letterWithoutReadableRoomKeepsItsGroup() {
        buryInOrder("this is not JSON", "acme");

        redriveAll();

        assertThat(receive("OrderedQueue")).singleElement()
                .satisfies(message -> assertThat(message.attributes())
                        .containsEntry(MessageSystemAttributeName.MESSAGE_GROUP_ID, "acme"));
    }

    @Test
    void unorderedLetterGoesBackToTheOtherQueueWithItsRoomsGroup() {
        bury("{\"room_id\":7}");

        redriveAll();

        assertThat(receive("NotificationQueue")).singleElement()
                .satisfies(message -> assertThat(message.attributes())
                        .containsEntry(MessageSystemAttributeName.MESSAGE_GROUP_ID, "7"));
        assertThat(receive("OrderedQueue")).isEmpty();
    }

    @Test
    void lettersOfBothQueuesAreDeletedTogether() {
        bury("1");
        buryInOrder("2", "acme");

        try (var letters = new DeadLetterQueues(stack)) {
            letters.delete(takeAll(letters));
            assertThat(letters.size()).isZero();
        }
    }

    @Test
    void whatWasOnlyReadIsGivenBack() {
        bury("1");
        buryInOrder("2", "acme");
        try (var letters = new DeadLetterQueues(stack)) {
            assertThat(takeAll(letters)).hasSize(2);
        }

        try (var letters = new DeadLetterQueues(stack)) {
            assertThat(takeAll(letters)).hasSize(2);
        }
    }

    private void redriveAll() {
        try (var letters = new DeadLetterQueues(stack)) {
            takeAll(letters).forEach(letters::redrive);
        }
    }

    private static List<DeadLetter> takeAll(DeadLetterQueues letters) {
        return Stream.iterate(letters.take(), taken -> !taken.isEmpty(), _ -> letters.take())
                .flatMap(List::stream).toList();
    }

    private static void publishInOrder(String body) {
        queues.client().sendMessage(send -> send.queueUrl(queues.queueUrl("OrderedQueue")).messageBody(body)
                .messageGroupId(Groups.of("a room")).messageDeduplicationId("n1"));
    }

    private static void bury(String body) {
        queues.client().sendMessage(
                send -> send.queueUrl(queues.queueUrl("DeadLetterQueue")).messageBody(body));
    }

    /** @return the id of the letter */
    private static String buryInOrder(String body, String group) {
        return queues.client()
                .sendMessage(send -> send.queueUrl(queues.queueUrl("OrderedDeadLetterQueue"))
                        .messageBody(body).messageGroupId(group)
                        .messageDeduplicationId(UUID.randomUUID().toString()))
                .messageId();
    }

    /** What can be seen there now; it is removed. */
    private static List<Message> receive(String queue) {
        var url = queues.queueUrl(queue);
        var messages = queues.client().receiveMessage(receive -> receive.queueUrl(url)
                .maxNumberOfMessages(10).messageAttributeNames("All")
                .messageSystemAttributeNames(MessageSystemAttributeName.ALL)).messages();
        messages.forEach(message -> queues.client()
                .deleteMessage(delete -> delete.queueUrl(url).receiptHandle(message.receiptHandle())));
        return messages;
    }
}

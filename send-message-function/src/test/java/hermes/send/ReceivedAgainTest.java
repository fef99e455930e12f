package hermes.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequest;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/** What fails for a passing reason, with the queues' visibility time-out of 150 seconds. */
class ReceivedAgainTest extends FunctionFixture {
    private static final String BODY = "{\"user_id\":7,\"room_id\":\"acme\",\"data\":1}";

    /** The longest that SQS waits for a message. */
    private static final int PATIENCE_SECONDS = 20;

    @Test
    void aRecordComesAgainInSecondsAndTheLogSaysSoInOneLineWithoutATrace() {
        queues.client().sendMessage(r -> r.queueUrl(queues.queueUrl("NotificationQueue")).messageBody(BODY));
        var message = next("NotificationQueue").getFirst();

        assertThat(failures(invoke(failing(), Events.batch(Events.received(message)))))
                .containsExactly(message.messageId());

        assertThat(lines().lines().filter(line -> line.contains(message.messageId()))).singleElement()
                .asString().contains("\"level\":\"WARN\",\"event\":\"repeated\"")
                .contains("\"receive_count\":1,\"again_in_seconds\":1", "slow down", "room#acme")
                .doesNotContain("\\tat ");
        assertThat(next("NotificationQueue")).singleElement()
                .satisfies(again -> assertThat(again.attributes())
                        .containsEntry(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "2"));
    }

    @Test
    void aRoomOfTheOrderedQueueComesAgainInItsOrder() {
        List.of("n1", "n2", "n3").forEach(id -> queues.client().sendMessage(
                r -> r.queueUrl(queues.queueUrl("OrderedQueue")).messageGroupId(ROOM)
                        .messageDeduplicationId(id).messageBody(BODY)));
        var messages = next("OrderedQueue");

        assertThat(failures(invoke(failing(), batch(messages)))).hasSize(3);

        var again = new ArrayList<String>();
        while (again.size() < 3) {
            for (Message message : next("OrderedQueue")) {
                again.add(message.messageId());
                queues.client().deleteMessage(r -> r.queueUrl(queues.queueUrl("OrderedQueue"))
                        .receiptHandle(message.receiptHandle()));
            }
        }
        assertThat(again)
                .containsExactlyElementsOf(messages.stream().map(Message::messageId).toList());
    }

    @Test
    void ifTheVisibilityCannotBeChangedTheRecordsAreReportedAllTheSame() {
        var sqs = InterceptedClients.sqs(queues,
                Faults.when(ChangeMessageVisibilityBatchRequest.class::isInstance));
        var dynamoDb = InterceptedClients.dynamoDb(db,
                Faults.when(TransactWriteItemsRequest.class::isInstance));

        var answer = invoke(function(dynamoDb, sqs), Events.batch(Events.record("m1", BODY)));

        assertThat(failures(answer)).containsExactly("m1");
        assertThat(lines()).contains("\"event\":\"not_postponed\"", "\"message_ids\":[\"m1\"]");
    }

    private SendMessageFunction failing() {
        return function(InterceptedClients.dynamoDb(db,
                Faults.when(TransactWriteItemsRequest.class::isInstance)), queues.client());
    }

    private static String batch(List<Message> messages) {
        return Events.batch(messages.stream().map(Events::received).toArray(String[]::new));
    }

    private List<Message> next(String queue) {
        return queues.client().receiveMessage(r -> r.queueUrl(queues.queueUrl(queue)).maxNumberOfMessages(10)
                .waitTimeSeconds(PATIENCE_SECONDS)
                .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
                .messages();
    }
}

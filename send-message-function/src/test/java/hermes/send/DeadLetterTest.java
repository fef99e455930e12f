package hermes.send;

import static org.assertj.core.api.Assertions.assertThat;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import hermes.common.StreamName;
import hermes.send.delivery.Job;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

class DeadLetterTest extends FunctionFixture {

    @Test
    void poisonLiesInTheDeadLetterQueueWithItsReasonWhileTheOthersAreDelivered() {
        connect("a=", "7");

        var answer = invoke(function(), Events.batch(SqsDeliveryTest.record("m1"),
                Events.record("m2", "{\"user_id\":7,", 1, Map.of("trace_id", "t-1")),
                Events.record("m3", "{\"user_id\":7,\"room_id\":\"acme\",\"data\":\"%s\"}"
                        .formatted("x".repeat(200_000)))));

        assertThat(failures(answer)).isEmpty();
        assertThat(gateway.frames("a=")).hasSize(1);
        assertThat(received("DeadLetterQueue")).extracting(
                message -> message.messageAttributes().get("original_message_id").stringValue() + " "
                        + message.messageAttributes().get("reason_code").stringValue())
                .containsExactlyInAnyOrder("m2 bad_json", "m3 too_large");
    }

    @Test
    void aDeadLetterIsTheMessageAsItWas() {
        invoke(function(),
                Events.batch(Events.record("m2", "{\"user_id\":7,", 1, Map.of("trace_id", "t-1"))));

        var letter = received("DeadLetterQueue").getFirst();
        assertThat(letter.body()).isEqualTo("{\"user_id\":7,");
        assertThat(letter.messageAttributes().get("trace_id").stringValue()).isEqualTo("t-1");
        assertThat(letter.messageAttributes().get("reason").stringValue())
                .isEqualTo(
                        "The message is not JSON: it breaks a rule of JSON in line 1, column 14. Send a JSON object.");
    }

    @Test
    void aReasonThatQuotesControlCharactersIsStillTaken() {
        invoke(function(), Events.batch(
                Events.record("m1", "{\"user_id\":7,\"room_id\":\"\\u0001\\u0000%s\",\"data\":0}"
                        .formatted("é".repeat(2000)))));

        assertThat(received("DeadLetterQueue")).hasSize(1);
    }

    @Test
    void aFaultIsReportedByItsOwnIdAndOnlyThat() {
        connect("a=", "7");
        var faulty = InterceptedClients.dynamoDb(db, Faults.when(
                request -> request instanceof GetItemRequest get
                        && get.key().containsValue(fromS("room#globex"))));

        var answer = invoke(function(faulty, queues.client()), Events.batch(SqsDeliveryTest.record("m1"),
                Events.record("m2", "{\"user_id\":7,\"room_id\":\"globex\",\"data\":1}")));

        assertThat(failures(answer)).containsExactly("m2");
        assertThat(gateway.frames("a=")).hasSize(1);
        assertThat(received("DeadLetterQueue")).isEmpty();
    }

    @Test
    void aJobThatFailsIsReceivedAgain() {
        connect("a=", "7");
        var job = new Job.Retry(StreamName.ofRoom(ROOM), List.of(1L), List.of("a="), 1);
        var faulty = InterceptedClients.dynamoDb(db, Faults.when(QueryRequest.class::isInstance));

        var answer = invoke(function(faulty, queues.client()),
                Events.batch(Events.record("j1", job.toJson())));

        assertThat(failures(answer)).containsExactly("j1");
        assertThat(lines()).contains("\"event\":\"repeated\"",
                "\"message_id\":\"j1\",\"streams\":[\"room#acme\"]");
    }

    @Test
    void whatFailsAtItsLastChanceIsMovedWithTheReason() {
        var faulty = InterceptedClients.dynamoDb(db,
                Faults.when(TransactWriteItemsRequest.class::isInstance));

        var answer = invoke(function(faulty, queues.client()), Events.batch(
                Events.record("m1", "{\"user_id\":7,\"room_id\":\"acme\",\"data\":1}", 5, Map.of()),
                Events.record("m2", "{\"user_id\":7,\"room_id\":\"acme\",\"data\":1}", 4, Map.of())));

        assertThat(failures(answer)).containsExactly("m2");
        var attributes = received("DeadLetterQueue").getFirst().messageAttributes();
        assertThat(attributes.get("reason_code").stringValue()).isEqualTo("attempts_exhausted");
        assertThat(attributes.get("reason").stringValue()).contains("failed 5 times", "slow down");
    }

    @Test
    void poisonThatCannotBeBuriedStaysInTheQueue() {
        var sqs = InterceptedClients.sqs(queues, Faults.when(_ -> true));

        assertThat(failures(invoke(function(db.client(), sqs), Events.batch(Events.record("m1", "{")))))
                .containsExactly("m1");
        assertThat(lines()).contains("\"event\":\"not_buried\"").doesNotContain("\"Poison\"");
    }
}

package hermes.send;

import static org.assertj.core.api.Assertions.assertThat;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import hermes.common.StreamName;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

class OrderedQueueTest extends FunctionFixture {

    @Test
    void aBatchIsAppendedInTheOrderInWhichItWasSent() {
        connect("a=", "7");
        IntStream.rangeClosed(1, 10).forEach(i -> send(ROOM, "n" + i));

        assertThat(failures(invoke(function(), received()))).isEmpty();

        assertThat(idsAt("a=")).containsExactlyElementsOf(
                IntStream.rangeClosed(1, 10).mapToObj(i -> "n" + i).toList());
    }

    @Test
    void aFailedRecordAndAllThatFollowItInItsRoomComeAgain() {
        connect("a=", "7");
        var faulty = InterceptedClients.dynamoDb(db, Faults.when(headOf(StreamName.ofUser(ROOM, "9"))));

        var answer = invoke(function(faulty, queues.client()), Events.batch(
                Events.ordered("m1", ROOM, body(ROOM, "n1", ""), 1),
                Events.ordered("m2", ROOM, body(ROOM, "n2", ",\"to\":[9]"), 1),
                Events.ordered("x1", "globex", body("globex", "x1", ""), 1),
                Events.ordered("m3", ROOM, body(ROOM, "n3", ""), 1),
                Events.ordered("m4", ROOM, body(ROOM, "n4", ",\"to\":[7]"), 1),
                Events.ordered("x2", "globex", body("globex", "x2", ""), 1)));

        assertThat(failures(answer)).containsExactly("m2", "m3", "m4");
    }

    @Test
    void whatCameAgainKeepsTheOrderAndIsAppendedOnce() {
        connect("a=", "7");
        var faulty = InterceptedClients.dynamoDb(db, Faults.when(headOf(StreamName.ofRoom(ROOM))));
        var batch = Events.batch(Events.ordered("m1", ROOM, body(ROOM, "n1", ",\"to\":[7]"), 1),
                Events.ordered("m2", ROOM, body(ROOM, "n2", ""), 1),
                Events.ordered("m3", ROOM, body(ROOM, "n3", ",\"to\":[7]"), 1));

        assertThat(failures(invoke(function(faulty, queues.client()), batch))).containsExactly("m2", "m3");
        assertThat(failures(invoke(function(), batch))).isEmpty();

        assertThat(gateway.frames("a=")).filteredOn(frame -> frame.contains("\"stream\":\"user\""))
                .extracting(frame -> idOf(frame) + " " + offsetOf(frame))
                .containsExactly("n1 1", "n3 2", "n1 1", "n3 2");
        assertThat(gateway.frames("a=")).filteredOn(frame -> frame.contains("\"stream\":\"room\""))
                .extracting(FunctionFixture::idOf).containsExactly("n2");
    }

    @Test
    void poisonLiesInTheDeadLetterQueueOfItsQueueUnderItsRoomAndHoldsNobody() {
        connect("a=", "7");
        sendBody(ROOM, "p1", "{\"user_id\":7,");
        send(ROOM, "n2");

        assertThat(failures(invoke(function(), received()))).isEmpty();

        assertThat(idsAt("a=")).containsExactly("n2");
        assertThat(received("DeadLetterQueue")).isEmpty();
        var letter = received("OrderedDeadLetterQueue").getFirst();
        assertThat(letter.body()).isEqualTo("{\"user_id\":7,");
        assertThat(letter.messageAttributes().get("reason_code").stringValue()).isEqualTo("bad_json");
        assertThat(letter.attributes()).containsEntry(MessageSystemAttributeName.MESSAGE_GROUP_ID, ROOM)
                .containsEntry(MessageSystemAttributeName.MESSAGE_DEDUPLICATION_ID,
                        letter.messageAttributes().get("original_message_id").stringValue());
    }

    @Test
    void theSamePoisonReceivedTwiceIsPutAsideOnce() {
        var poison = Events.batch(Events.ordered("m1", ROOM, "{", 1));

        invoke(function(), poison);
        invoke(function(), poison);

        assertThat(received("OrderedDeadLetterQueue")).hasSize(1);
    }

    @Test
    void poisonThatCannotBePutAsideComesAgainAloneForItIsNeverAppended() {
        connect("a=", "7");
        var sqs = InterceptedClients.sqs(queues, Faults.when(_ -> true));

        var answer = invoke(function(db.client(), sqs), Events.batch(Events.ordered("m1", ROOM, "{", 1),
                Events.ordered("m2", ROOM, body(ROOM, "n2", ""), 1)));

        assertThat(failures(answer)).containsExactly("m1");
        assertThat(idsAt("a=")).containsExactly("n2");
    }

    @Test
    void whatFailedAtItsLastChanceIsMovedAwayAndHoldsNobody() {
        var faulty = InterceptedClients.dynamoDb(db, Faults.when(headOf(StreamName.ofUser(ROOM, "9"))));

        var answer = invoke(function(faulty, queues.client()), Events.batch(
                Events.ordered("m1", ROOM, body(ROOM, "n1", ",\"to\":[9]"), 5),
                Events.ordered("m2", ROOM, body(ROOM, "n2", ""), 5)));

        assertThat(failures(answer)).isEmpty();
        assertThat(received("OrderedDeadLetterQueue")).singleElement().satisfies(letter -> assertThat(
                letter.messageAttributes().get("reason_code").stringValue()).isEqualTo("attempts_exhausted"));
    }

    @Test
    void aRoomThatFailsHoldsUpNoOther() {
        connect("x=", "globex", "7");
        var faulty = InterceptedClients.dynamoDb(db,
                Faults.when(request -> request instanceof TransactWriteItemsRequest append
                        && append.toString().contains("room#acme")));

        var answer = invoke(function(faulty, queues.client()), Events.batch(
                Events.ordered("m1", ROOM, body(ROOM, "n1", ""), 1),
                Events.ordered("x1", "globex", body("globex", "x1", ""), 1)));

        assertThat(failures(answer)).containsExactly("m1");
        assertThat(idsAt("x=")).containsExactly("x1");
    }

    private static Predicate<SdkRequest> headOf(StreamName stream) {
        return request -> request instanceof GetItemRequest get
                && get.key().containsValue(fromS(stream.key()));
    }

    private void send(String room, String id) {
        sendBody(room, id, body(room, id, ""));
    }

    private void sendBody(String room, String id, String body) {
        queues.client().sendMessage(r -> r.queueUrl(queues.queueUrl("OrderedQueue")).messageGroupId(room)
                .messageDeduplicationId(id).messageBody(body));
    }

    private static String body(String room, String id, String more) {
        return "{\"user_id\":1,\"room_id\":\"%s\",\"data\":1,\"id\":\"%s\"%s}".formatted(room, id, more);
    }

    /** What lies in the queue, as Lambda hands it over. */
    private String received() {
        return Events.batch(received("OrderedQueue").stream().map(Events::received)
                .toArray(String[]::new));
    }

    private List<String> idsAt(String connection) {
        return gateway.frames(connection).stream().map(FunctionFixture::idOf).toList();
    }
}

package hermes.send.queue;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.common.NotificationLimits;
import hermes.send.Events;
import hermes.send.delivery.Delivery;
import hermes.send.json.Json;
import hermes.send.json.Refusal;
import hermes.send.route.CatchUp;
import hermes.send.stream.Entry;
import hermes.testing.Contract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;

class ContractTest {
    static final List<String> VALID = Contract.validIds();
    static final List<String> INVALID = Contract.invalidIds();

    @ParameterizedTest
    @FieldSource("VALID")
    void idOfTheContractIsTaken(String id) {
        assertThat(read(id, id)).isInstanceOfSatisfying(QueueMessage.WithNotification.class, message -> {
            assertThat(message.notification().room()).isEqualTo(Contract.id(id));
            assertThat(message.notification().to()).containsExactly(Contract.id(id));
        });
    }

    @ParameterizedTest
    @FieldSource("INVALID")
    void noOtherIsTaken(String id) {
        assertThat(read(id, "7")).isInstanceOfSatisfying(RecordOutcome.Poison.class,
                poison -> assertThat(poison.refusal().code()).isEqualTo("invalid_room_id"));
        assertThat(read("7", id)).isInstanceOfSatisfying(RecordOutcome.Poison.class,
                poison -> assertThat(poison.refusal().code()).isEqualTo("invalid_to"));
    }

    @Test
    void longestFrameIsThatOfTheContract() {
        var body = Contract.text("/notifications/example/body");
        var attributes = Map.of(Contract.text("/queue/trace_attribute"),
                Contract.text("/notifications/example/trace_id"));
        var record = QueueRecord.of(Json.parse(Events.record("m1", body, 1, attributes)));
        var notification = ((QueueMessage.WithNotification) QueueMessage.read(record)).notification();

        assertThat(QueueMessage.body(notification)).isEqualTo(body);
        assertThat(new Entry(notification.streams().getFirst(),
                "e".repeat(NotificationLimits.EPOCH_CHARACTERS), Long.MAX_VALUE, Optional.empty(),
                notification.content())
                .frame(false)).isEqualTo(Contract.text("/notifications/example/longest_frame"));
    }

    @Test
    void batchOfTheOrderedQueueIsThatOfTheContract() {
        assertThat(Handover.MOST_MESSAGES).isEqualTo(Contract.number("/queue/batch_messages"));
        assertThat(Handover.MOST_BYTES).isEqualTo(Contract.number("/queue/message_bytes"));
    }

    @Test
    void memberThatIsReservedIsThatOfTheContract() {
        var body = "{\"%s\":{}}".formatted(Contract.text("/queue/reserved_member"));

        assertThat(read(body)).isInstanceOfSatisfying(RecordOutcome.Poison.class,
                poison -> assertThat(poison.refusal().code()).isEqualTo("invalid_job"));
    }

    @Test
    void deadLetterHasTheAttributesOfTheContract() {
        var sent = new ArrayList<SendMessageRequest>();
        var record = QueueRecord.of(Json.parse(Events.record("m1", "no json")));

        new SqsDeadLetters(queue(sent), new SourceQueues(new SourceQueue("", "url"), new SourceQueue("", "")))
                .bury(record, new Refusal("bad_json", "because"));

        assertThat(sent.getFirst().messageAttributes()).hasSize(3)
                .containsEntry(Contract.text("/dead_letters/reason"), text("because"))
                .containsEntry(Contract.text("/dead_letters/reason_code"), text("bad_json"))
                .containsEntry(Contract.text("/dead_letters/original_message_id"), text("m1"));
    }

    @Test
    void reasonCodesAreThoseOfTheProtocol() throws IOException {
        var protocol = Files.readString(Path.of("..", "docs", "protocol.md"));

        assertThat(Contract.texts("/dead_letters/reason_codes"))
                .allSatisfy(code -> assertThat(protocol).contains("`" + code + "`"));
    }

    @Test
    void bordersOfDeliveriesAreThoseOfTheContract() {
        assertThat(Delivery.PAGE_SIZE).isEqualTo(Contract.number("/connections/delivered_at_once"));
        assertThat(CatchUp.MOST_MISSED).isEqualTo(Contract.number("/notifications/missed_at_most"));
    }

    @Test
    void codesByWhichAnInboxRefusesAreThoseOfTheProtocol() throws IOException {
        var protocol = Files.readString(Path.of("..", "docs", "protocol.md"));

        assertThat(Contract.texts("/inbox/refused"))
                .allSatisfy(code -> assertThat(protocol).contains("`" + code + "`"));
    }

    @Test
    void flagOfTheContractPutsANotificationIntoTheInboxesOfItsStreams() {
        var body = "{\"user_id\":7,\"room_id\":1,\"data\":1,\"%s\":true%s}";
        var flag = Contract.text("/queue/members/inbox");

        assertThat(kind(body.formatted(flag, ""))).isEqualTo(Contract.text("/inbox/streams/room"));
        assertThat(kind(body.formatted(flag, ",\"to\":[7]"))).isEqualTo(Contract.text("/inbox/streams/user"));
    }

    private static String kind(String body) {
        var message = (QueueMessage.WithNotification) read(body);
        return message.notification().streams().getFirst().kind().label();
    }

    private static SqsClient queue(List<SendMessageRequest> sent) {
        return new SqsClient() {
            @Override
            public SendMessageResponse sendMessage(SendMessageRequest request) {
                sent.add(request);
                return SendMessageResponse.builder().build();
            }

            @Override
            public String serviceName() {
                return SERVICE_NAME;
            }

            @Override
            public void close() {
                // Holds nothing.
            }
        };
    }

    private static MessageAttributeValue text(String value) {
        return MessageAttributeValue.builder().dataType("String").stringValue(value).build();
    }

    private static QueueMessage read(String room, String user) {
        var queue = "/queue/members/";
        return read("{\"%s\":7,\"%s\":%s,\"%s\":1,\"%s\":\"x\",\"%s\":[%s]}".formatted(
                Contract.text(queue + "author"), Contract.text(queue + "room"), room,
                Contract.text(queue + "data"), Contract.text(queue + "id"), Contract.text(queue + "users"),
                user));
    }

    private static QueueMessage read(String body) {
        return QueueMessage.read(QueueRecord.of(Json.parse(Events.record("m1", body))));
    }
}

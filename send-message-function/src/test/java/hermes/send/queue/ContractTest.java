package hermes.send.queue;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.common.NotificationLimits;
import hermes.send.Events;
import hermes.send.json.Json;
import hermes.send.stream.Entry;
import hermes.testing.Contract;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class ContractTest {
    static final List<String> VALID = Contract.validIds();
    static final List<String> INVALID = Contract.invalidIds();

    @ParameterizedTest
    @FieldSource("VALID")
    void idOfTheContractIsTaken(String id) {
        assertThat(read(id, id)).isInstanceOfSatisfying(QueueMessage.Published.class, message -> {
            assertThat(message.notification().room()).isEqualTo(Contract.id(id));
            assertThat(message.notification().to()).containsExactly(Contract.id(id));
        });
    }

    @ParameterizedTest
    @FieldSource("INVALID")
    void noOtherIsTaken(String id) {
        assertThat(read(id, "7")).isInstanceOfSatisfying(QueueMessage.Poison.class,
                poison -> assertThat(poison.refusal().code()).isEqualTo("invalid_room_id"));
        assertThat(read("7", id)).isInstanceOfSatisfying(QueueMessage.Poison.class,
                poison -> assertThat(poison.refusal().code()).isEqualTo("invalid_to"));
    }

    @Test
    void longestFrameIsThatOfTheContract() {
        var body = Contract.text("/notifications/example/body");
        var attributes = Map.of(Contract.text("/queue/trace_attribute"),
                Contract.text("/notifications/example/trace_id"));
        var record = QueueRecord.of(Json.parse(Events.record("m1", body, 1, attributes)));
        var notification = ((QueueMessage.Published) QueueMessage.read(record)).notification();

        assertThat(QueueMessage.body(notification)).isEqualTo(body);
        assertThat(new Entry(notification.streams().getFirst(),
                "e".repeat(NotificationLimits.EPOCH_CHARACTERS), Long.MAX_VALUE, notification.content())
                .frame()).isEqualTo(Contract.text("/notifications/example/longest_frame"));
    }

    @Test
    void memberThatIsReservedIsThatOfTheContract() {
        var body = "{\"%s\":{}}".formatted(Contract.text("/queue/reserved_member"));

        assertThat(read(body)).isInstanceOfSatisfying(QueueMessage.Poison.class,
                poison -> assertThat(poison.refusal().code()).isEqualTo("invalid_job"));
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

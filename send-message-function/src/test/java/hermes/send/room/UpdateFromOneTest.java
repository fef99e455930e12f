package hermes.send.room;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.send.Events;
import hermes.send.FunctionFixture;
import hermes.send.SendMessageFunction;
import hermes.send.json.Json;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A connection that version 1.0 has stored, whose client and authorizer know one room: the row stays good, and every frame is
 * what it was, to the byte.
 */
class UpdateFromOneTest extends FunctionFixture {
    private static final String START = "{\"epoch\":\"\",\"offset\":0}";
    private static final Map<String, AttributeValue> ROW = Map.of("connection_id", text("own="), "room_id",
            text(ROOM), "user_id", text("7"), "connected_at", number(CONNECTED.toEpochMilli()), "expires_at",
            number(CONNECTED.getEpochSecond() + 7_800));

    private SendMessageFunction function;

    @BeforeEach
    void stored() {
        function = function();
        db.client().putItem(put -> put.tableName(db.table("ConnectionsTable")).item(ROW));
    }

    @Test
    void notificationIsDeliveredToItInTheFormThatItKnows() {
        queue("{\"user_id\":7.50,\"room_id\":\"acme\",\"data\":{\"a\": 1.0},\"id\":\"n1\"}");
        queue("{\"user_id\":\"9\",\"room_id\":\"acme\",\"data\":2,\"id\":\"n2\",\"to\":[7]}");

        assertThat(gateway.frames("own=")).containsExactly(
                "{\"user_id\":7.50,\"data\":{\"a\": 1.0},\"id\":\"n1\",\"stream\":\"room\",\"epoch\":\"%s\",\"offset\":1}"
                        .formatted(epoch(0)),
                "{\"user_id\":\"9\",\"data\":2,\"id\":\"n2\",\"stream\":\"user\",\"epoch\":\"%s\",\"offset\":1}"
                        .formatted(epoch(1)));
    }

    @Test
    void answersAreInTheFormThatItKnows() {
        assertThat(answer("sendMessage", "{\"data\":1,\"ref\":\"a\"}"))
                .isEqualTo("{\"ok\":true,\"id\":\"7/a\",\"ref\":\"a\",\"data\":{}}");
        assertThat(answer("sendMessage", "{\"ref\":\"a\"}")).isEqualTo(
                "{\"error\":{\"code\":\"data_missing\",\"message\":\"The message has no member \\\"data\\\", which is required.\"},\"ref\":\"a\",\"data\":{}}");
        assertThat(answer("resume", "{\"ref\":\"b\"}")).isEqualTo(
                "{\"room\":{\"epoch\":\"%s\",\"offset\":1},\"user\":%s,\"ref\":\"b\",\"data\":{}}"
                        .formatted(epoch(0), START));
    }

    @Test
    void resumeIsAnsweredInTheFormThatItKnows() {
        queue("{\"user_id\":\"9\",\"room_id\":\"acme\",\"data\":1,\"id\":\"n1\"}");
        var missed = gateway.frames("own=").getFirst();
        var head = "{\"epoch\":\"%s\",\"offset\":1}".formatted(epoch(0));

        assertThat(answer("resume", "{\"room\":%1$s,\"user\":%1$s}".formatted(START))).isEqualTo(
                "{\"recovered\":true,\"room\":%s,\"user\":%s,\"notifications\":[%s],\"data\":{}}"
                        .formatted(head, START, missed));
        assertThat(answer("resume", "{\"room\":%s}".formatted(head))).isEqualTo(
                "{\"recovered\":true,\"room\":%s,\"user\":%s,\"notifications\":[],\"data\":{}}"
                        .formatted(head, START));
        assertThat(answer("resume", "{\"room\":{\"epoch\":\"x\",\"offset\":1}}")).isEqualTo(
                "{\"recovered\":false,\"room\":%s,\"user\":%s,\"data\":{}}".formatted(head, START));
    }

    @Test
    void rowIsTheSameAfterItsHeartbeat() {
        answer("resume", "{}");

        assertThat(row()).isEqualTo(ROW);
    }

    @Test
    void connectionCanJoinRoomsAsAnyOther() {
        var context = "\"rooms\":\"[\\\"project-9\\\"]\",\"principalId\"";
        var event = Events.message("resume", "{\"rooms\":{\"project-9\":{}}}", "own=", ROOM, "7", CONNECTED)
                .replace("\"principalId\"", context);
        assertThat(frame(invoke(function, event))).contains("\"project-9\":{\"room\"");

        queue("{\"user_id\":\"9\",\"room_id\":\"project-9\",\"data\":1}");
        assertThat(gateway.frames("own=")).singleElement().asString().contains("\"room_id\":\"project-9\"");
    }

    @Test
    void connectionThatIsGoneIsForgotten() {
        gateway.always("own=", 410);
        queue("{\"user_id\":\"9\",\"room_id\":\"acme\",\"data\":1}");

        assertThat(row()).isEmpty();
    }

    @Test
    void connectionWhoseTimeIsOverIsForgotten() {
        clock.advance(Duration.ofHours(3));
        queue("{\"user_id\":\"9\",\"room_id\":\"acme\",\"data\":1}");

        assertThat(row()).isEmpty();
        assertThat(gateway.posts()).isEmpty();
    }

    private void queue(String body) {
        assertThat(failures(invoke(function, Events.batch(Events.record("m", body))))).isEmpty();
    }

    private String answer(String route, String body) {
        return frame(invoke(function, Events.message(route, body, ROOM, "7", CONNECTED)));
    }

    private String epoch(int frame) {
        return Json.parse(gateway.frames("own=").get(frame)).at("epoch").string();
    }

    private static Map<String, AttributeValue> row() {
        return db.client().getItem(get -> get.tableName(db.table("ConnectionsTable"))
                .key(Map.of("connection_id", text("own=")))).item();
    }

    private static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    private static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }
}

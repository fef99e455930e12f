package hermes.send;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.send.json.Json;
import hermes.testing.LambdaContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SqsDeliveryTest extends FunctionFixture {

    @Test
    void everyoneInTheRoomReceivesTheNotificationAndNobodyElse() {
        connect("a=", "7");
        connect("b=", "9");
        connect("other=", "globex", "7");

        var answer = invoke(function(), Events.batch(Events.record("m1",
                "{\"user_id\":7,\"room_id\":\"acme\",\"data\":{\"n\":1e400,\"big\":12345678901234567890.10},\"id\":\"job-42\"}",
                1, Map.of("trace_id", "t-1"))));

        assertThat(failures(answer)).isEmpty();
        assertThat(gateway.frames("a=")).hasSize(1).isEqualTo(gateway.frames("b="));
        assertThat(gateway.frames("other=")).isEmpty();
        assertThat(gateway.frames("a=").getFirst()).matches(
                "\\{\"user_id\":7,\"data\":\\{\"n\":1e400,\"big\":12345678901234567890.10},\"id\":\"job-42\","
                        + "\"stream\":\"room\",\"epoch\":\"[0-9a-z]{8}\",\"offset\":1,\"trace_id\":\"t-1\"}");
    }

    @Test
    void aBatchIsDeliveredInTheOrderOfItsOffsets() {
        connect("a=", "7");

        invoke(function(), Events.batch(record("m1"), record("m2"), record("m3")));
        invoke(function(), Events.batch(record("m4")));

        assertThat(gateway.frames("a=")).extracting(FunctionFixture::offsetOf).containsExactly("1", "2", "3",
                "4");
        assertThat(gateway.frames("a=")).extracting(frame -> Json.parse(frame).members().get("id").string())
                .containsExactly("m1", "m2", "m3", "m4");
    }

    @Test
    void aRepeatedIdIsDeliveredWithItsFirstOffsetAndItsFirstData() {
        connect("a=", "7");
        var function = function();

        invoke(function,
                Events.batch(body("m1", "{\"user_id\":7,\"room_id\":\"acme\",\"data\":1,\"id\":\"x\"}"),
                        body("m2", "{\"user_id\":7,\"room_id\":\"acme\",\"data\":2,\"id\":\"x\"}")));
        invoke(function,
                Events.batch(body("m3", "{\"user_id\":7,\"room_id\":\"acme\",\"data\":3,\"id\":\"x\"}"),
                        record("m4")));

        assertThat(gateway.frames("a=")).hasSize(3);
        assertThat(gateway.frames("a=").get(1)).isEqualTo(gateway.frames("a=").get(0));
        assertThat(gateway.frames("a=")).extracting(FunctionFixture::offsetOf).containsExactly("1", "1", "2");
    }

    @Test
    void addressedUsersReceiveItInTheirStreamOnEveryConnection() {
        connect("a1=", "7");
        connect("a2=", "7");
        connect("b=", "9");
        connect("c=", "11");

        invoke(function(), Events.batch(body("m1",
                "{\"user_id\":\"1\",\"room_id\":\"acme\",\"data\":null,\"to\":[\"7\",9,7]}")));

        assertThat(gateway.posts()).containsExactlyInAnyOrder("a1=", "a2=", "b=");
        assertThat(gateway.frames("a1=").getFirst()).contains("\"stream\":\"user\"", "\"data\":null",
                "\"offset\":1");
    }

    @Test
    void aRoomNumberIsTheRoomOfItsDigits() {
        connect("a=", "42", "7");

        invoke(function(), Events.batch(body("m1", "{\"user_id\":7,\"room_id\":42,\"data\":1}")));

        assertThat(gateway.frames("a=")).hasSize(1);
    }

    @Test
    void anExpiredRowIsSkippedAndRemoved() {
        connect("old=", "7");
        clock.advance(Duration.ofHours(3));

        invoke(function(), Events.batch(record("m1")));

        assertThat(gateway.posts()).isEmpty();
        assertThat(db.client().scan(r -> r.tableName(db.table("ConnectionsTable"))).items()).isEmpty();
    }

    @Test
    void metricsAndLogsTellWhatHappenedAndNeverTheData() {
        connect("a=", "7");

        invoke(function(), Events.batch(
                body("m1", "{\"user_id\":7,\"room_id\":\"acme\",\"data\":\"secret text\"}"),
                body("m2", "{")));

        assertThat(lines().lines()).allSatisfy(line -> assertThat(Json.parse(line).isObject()).isTrue());
        assertThat(lines()).doesNotContain("secret text").contains("\"Delivered\":1", "\"Published\":1",
                "\"Latency\":40", "\"FanOut\":1", "\"Reason\":\"bad_json\"", "\"Poison\":1",
                "\"request_id\":\"" + LambdaContext.REQUEST_ID + "\"", "\"notification_ids\":[\"m1\"]");
    }

    @Test
    void aBatchWithoutRecordsHasNoFailures() {
        assertThat(failures(invoke(function(), Events.batch()))).isEqualTo(List.of());
    }

    static String record(String messageId) {
        return body(messageId, "{\"user_id\":\"7\",\"room_id\":\"acme\",\"data\":\"" + messageId + "\"}");
    }

    static String body(String messageId, String body) {
        return Events.record(messageId, body);
    }
}

package hermes.send;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.common.Connection;
import hermes.common.NotificationLimits;
import hermes.send.json.Json;
import hermes.send.route.CatchUp;
import hermes.send.stream.StreamItems;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ResumeTest extends FunctionFixture {
    private static final String START = "{\"epoch\":\"\",\"offset\":0}";

    @BeforeEach
    void connected() {
        connect("own=", "7");
    }

    @Test
    void withoutAPositionThePositionsAreTheAnswer() {
        publish("m1");

        assertThat(resume("{\"action\":\"resume\",\"ref\":\"r\"}")).matches(
                "\\{\"room\":\\{\"epoch\":\"[0-9a-z]{8}\",\"offset\":1},\"user\":\\{\"epoch\":\"\",\"offset\":0},\"ref\":\"r\",\"data\":\\{}}");
    }

    @Test
    void whatWasMissedInBothStreamsComesInOrder() {
        publish("m1", "m2");
        var before = positions("{}");
        publish("m3", "m4");
        publishTo("7", "u1");
        publishTo("9", "u2");

        var answer = resume("{\"room\":%s,\"user\":%s}".formatted(before.get("room").text(), START));

        var members = Json.parse(answer).members();
        assertThat(members.keySet()).containsExactly("recovered", "room", "user", "notifications", "data");
        assertThat(members.get("recovered").text()).isEqualTo("true");
        assertThat(members.get("notifications").elements()).extracting(ResumeTest::id)
                .containsExactly("m3", "m4", "u1");
        assertThat(members.get("notifications").elements()).extracting(Json::text)
                .isEqualTo(gateway.frames("own=").subList(2, 5));
        assertThat(lines()).contains("\"Recovered\":1");
    }

    @Test
    void whoMissedNothingRecoversNothing() {
        publish("m1");
        var position = positions("{}").get("room").text();

        assertThat(resume("{\"room\":%s}".formatted(position))).startsWith(
                "{\"recovered\":true,\"room\":%s,\"user\":%s,\"notifications\":[],".formatted(position,
                        START));
    }

    @Test
    void aStreamThatDoesNotExistYetIsAtItsStart() {
        assertThat(resume("{\"room\":%s,\"user\":%s}".formatted(START, START)))
                .isEqualTo("{\"recovered\":true,\"room\":%s,\"user\":%s,\"notifications\":[],\"data\":{}}"
                        .formatted(START, START));
    }

    @Test
    void anotherEpochIsNotRecovered() {
        publish("m1", "m2");

        notRecovered("{\"room\":{\"epoch\":\"other\",\"offset\":1}}");
        notRecovered("{\"user\":{\"epoch\":\"other\",\"offset\":0}}");
    }

    @Test
    void aPositionAheadOfTheStreamIsNotRecovered() {
        publish("m1");
        String epoch = positions("{}").get("room").members().get("epoch").string();

        notRecovered("{\"room\":{\"epoch\":\"%s\",\"offset\":2}}".formatted(epoch));
    }

    @Test
    void oneLostStreamHandsOutNothingOfTheOther() {
        publish("m1");

        notRecovered("{\"room\":%s,\"user\":{\"epoch\":\"other\",\"offset\":0}}".formatted(START));
    }

    @Test
    void whatHasExpiredIsNotRecoveredAndNeverInPart() {
        publish("m1");
        var position = positions("{}").get("room").text();
        publish("m2");
        clock.advance(Duration.ofHours(23));
        publish("m3");
        clock.advance(Duration.ofHours(1));

        notRecovered("{\"room\":%s}".formatted(position));
    }

    @Test
    void aHoleIsNotRecovered() {
        publish("m1", "m2", "m3");
        db.client().deleteItem(r -> r.tableName(db.table("NotificationsTable"))
                .key(Map.of("stream", StreamItems.text("room#acme"), "offset", StreamItems.number(2))));

        notRecovered("{\"room\":%s}".formatted(START));
    }

    @Test
    void threeHundredAreRecoveredAndOneMoreIsTooMuch() {
        IntStream.range(0, 30).forEach(batch -> publish(
                IntStream.range(0, 10).mapToObj(i -> batch + "-" + i).toArray(String[]::new)));

        long start = System.nanoTime();
        var answer = resume("{\"room\":%s}".formatted(START));
        System.out.printf("Resume of %d missed notifications: %d ms%n", CatchUp.MOST_MISSED,
                (System.nanoTime() - start) / 1_000_000);
        assertThat(Json.parse(answer).members().get("notifications").elements()).hasSize(300);

        publish("last");
        notRecovered("{\"room\":%s}".formatted(START));
    }

    /** A message of some bytes must not ask for dozens of megabytes, whatever it is that they are split into. */
    @Test
    void moreThanTwoMegabytesOfBothStreamsTogetherAreNotRecoveredAndNotReadToTheEnd() {
        IntStream.range(0, 20).forEach(i -> publishData("n" + i, "x".repeat(60_000)));
        assertThat(resume("{\"room\":%s,\"user\":%s}".formatted(START, START)))
                .startsWith("{\"recovered\":true");

        IntStream.range(0, 20).forEach(i -> publishDataToUser("u" + i, "x".repeat(60_000)));
        notRecovered("{\"room\":%s,\"user\":%s}".formatted(START, START));
        assertThat(resume("{\"user\":%s}".formatted(START))).startsWith("{\"recovered\":true");
    }

    @Test
    void readingStopsWhereTheBoundIs() {
        IntStream.range(0, 80).forEach(i -> publishData("n" + i, "x".repeat(100_000)));
        var calls = new CallCounter();

        frame(invoke(function(InterceptedClients.dynamoDb(db, calls), queues.client()),
                Events.message("resume", "{\"room\":%s}".formatted(START), ROOM, "7", CONNECTED)));

        assertThat(calls.calls().get("Query")).as("pages of 1 MB, of 8 in all").isBetween(2, 4);
    }

    @Test
    void whatDoesNotFitOneMessageIsPostedBeforeTheAnswer() {
        for (int i = 0; i < 7; i++) {
            publishData("n" + i, "x".repeat(50_000));
        }
        publishData("n7", "x".repeat(NotificationLimits.FRAME_BYTES - 200));
        int pushed = gateway.frames("own=").size();

        var answer = resume("{\"room\":%s,\"ref\":\"r\"}".formatted(START));

        var posted = gateway.frames("own=").subList(pushed, gateway.frames("own=").size());
        List<Json> notifications = new ArrayList<>();
        for (String frame : posted) {
            assertThat(Json.parse(frame).members().keySet()).containsExactly("notifications", "data");
            notifications.addAll(Json.parse(frame).members().get("notifications").elements());
        }
        notifications.addAll(Json.parse(answer).members().get("notifications").elements());
        assertThat(notifications).extracting(notification -> offsetOf(notification.text()))
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 8).mapToObj(Long::toString).toList());
        assertThat(posted).hasSizeGreaterThan(3)
                .allSatisfy(frame -> assertThat(bytes(frame)).isLessThanOrEqualTo(131_072));
        assertThat(bytes(answer)).isLessThanOrEqualTo(131_072);
        assertThat(answer).startsWith("{\"recovered\":true").contains("\"ref\":\"r\"");
    }

    @Test
    void ifAPartCannotBePostedTheAnswerSaysSoAndNotRecovered() {
        for (int i = 0; i < 4; i++) {
            publishData("n" + i, "x".repeat(100_000));
        }
        gateway.always("own=", 429);

        assertThat(resume("{\"room\":%s}".formatted(START)))
                .startsWith("{\"error\":{\"code\":\"unavailable\"");
        assertThat(lines()).doesNotContain("\"Recovered\"");
    }

    @Test
    void aMissingRowIsStoredAgain() {
        connections.remove("own=");

        resume("{}");

        assertThat(connections.find("own=")).contains(Connection.since(CONNECTED, "own=", ROOM, "7"));
    }

    @Test
    void theLifeOfARowIsExtendedToThatOfItsConnection() {
        connections.put(new Connection("own=", ROOM, "7", CONNECTED, clock.instant().plusSeconds(60)));

        resume("{}");

        assertThat(connections.find("own=")).map(Connection::expiresAt)
                .contains(CONNECTED.plus(Connection.LONGEST_LIFE).plus(Connection.EXPIRY_MARGIN));
    }

    @Test
    void aHeartbeatThatMissedNothingCostsThreeReadsAndNoWrite() {
        publish("m1");
        var calls = new CallCounter();
        try (var dynamoDb = InterceptedClients.dynamoDb(db, calls)) {
            var function = function(dynamoDb, queues.client());
            calls.reset();
            invoke(function,
                    Events.message("resume", "{\"user\":%s}".formatted(START), ROOM, "7", CONNECTED));
        }

        assertThat(calls.calls()).isEqualTo(Map.of("GetItem", 3));
    }

    private void notRecovered(String request) {
        var members = Json.parse(resume(request)).members();

        assertThat(members.keySet()).containsExactly("recovered", "room", "user", "data");
        assertThat(members.get("recovered").text()).isEqualTo("false");
        assertThat(lines()).contains("\"NotRecovered\":1");
    }

    private Map<String, Json> positions(String request) {
        return Json.parse(resume(request)).members();
    }

    private String resume(String body) {
        return frame(invoke(function(), Events.message("resume", body, ROOM, "7", CONNECTED)));
    }

    private void publish(String... ids) {
        var records = Arrays.stream(ids).map(SqsDeliveryTest::record).toArray(String[]::new);
        assertThat(failures(invoke(function(), Events.batch(records)))).isEmpty();
    }

    private void publishTo(String user, String id) {
        invoke(function(), Events.batch(Events.record(id,
                "{\"user_id\":1,\"room_id\":\"acme\",\"data\":1,\"to\":[\"%s\"]}".formatted(user))));
    }

    private void publishData(String id, String data) {
        invoke(function(), Events.batch(Events.record(id,
                "{\"user_id\":1,\"room_id\":\"acme\",\"data\":\"%s\"}".formatted(data))));
    }

    private void publishDataToUser(String id, String data) {
        invoke(function(), Events.batch(Events.record(id,
                "{\"user_id\":1,\"room_id\":\"acme\",\"data\":\"%s\",\"to\":[7]}".formatted(data))));
    }

    private static String id(Json notification) {
        return notification.members().get("id").string();
    }

    private static int bytes(String frame) {
        return frame.getBytes(StandardCharsets.UTF_8).length;
    }
}

package hermes.send;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.common.Parallel;
import hermes.send.json.Json;
import hermes.send.stream.StreamItems;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CatchUpAllowanceTest extends FunctionFixture {
    private static final int AT_ONCE = 10;
    private static final String EVERYTHING = "{\"room\":{\"epoch\":\"\",\"offset\":0}}";

    private SendMessageFunction function;

    @BeforeEach
    void publish() {
        connect("own=", "7");
        function = function();
        invoke(function, Events.batch(SqsDeliveryTest.record("m1")));
    }

    @Test
    void tenCatchUpsAtOnceAreAnsweredAndTheNextIsToldHowLongToWait() {
        assertThat(IntStream.range(0, AT_ONCE).mapToObj(_ -> resume("7"))).allMatch(this::isRecovered);

        assertThat(resume("7")).contains("\"code\":\"resume_too_often\"", "Resume again after 2 s.");
    }

    @Test
    void oneInTwoSecondsComesBack() {
        exhaust();

        clock.advance(Duration.ofSeconds(4));

        assertThat(List.of(isRecovered(resume("7")), isRecovered(resume("7")), isRecovered(resume("7"))))
                .containsExactly(true, true, false);
    }

    /** Else whoever connects again and again could have all read again and again. */
    @Test
    void aNewConnectionIsNoNewAllowanceAndAnotherUserHasAnAllowanceOfItsOwn() {
        exhaust();
        connect("Fg3hTdLmIAMCKGw=", "7");

        assertThat(frame(invoke(function, ofAnother(EVERYTHING)))).contains("resume_too_often");
        assertThat(isRecovered(resume("8"))).isTrue();
    }

    @Test
    void thoseAtTheSameMomentAreCountedEach() {
        var answers = Parallel.map(IntStream.range(0, AT_ONCE + 10).boxed().toList(), _ -> resume("7"));

        assertThat(answers.stream().filter(this::isRecovered)).hasSize(AT_ONCE);
    }

    /** The first refusal by a process that knows nothing yet costs an attempt to write. */
    @Test
    void whoIsRefusedAndDoesNotWaitCostsNoCall() {
        exhaust();
        var calls = new CallCounter();
        try (var dynamoDb = InterceptedClients.dynamoDb(db, calls)) {
            var other = function(dynamoDb, queues.client());
            calls.reset();
            invoke(other, message(EVERYTHING, "7"));
            assertThat(calls.calls()).isEqualTo(Map.of("GetItem", 3, "PutItem", 1));
            calls.reset();

            assertThat(frame(invoke(other, message(EVERYTHING, "7")))).contains("resume_too_often");

            assertThat(calls.calls()).isEmpty();
            clock.advance(Duration.ofSeconds(2));
            assertThat(isRecovered(frame(invoke(other, message(EVERYTHING, "7"))))).isTrue();
        }
    }

    @Test
    void whoDoesNotWaitIsToldHowLongItStillHasToWaitWhateverItAsks() {
        exhaust();
        resume("7");
        clock.advance(Duration.ofMillis(900));

        assertThat(frame(invoke(function, message("{}", "7")))).contains("resume_too_often",
                "\"retry_after\":2}");
        clock.advance(Duration.ofMillis(200));
        assertThat(resume("7")).contains("\"retry_after\":1}");
        clock.advance(Duration.ofMillis(900));
        assertThat(isRecovered(resume("7"))).isTrue();
    }

    @Test
    void anotherConnectionOfTheUserMayAskWhereItsStreamsAre() {
        exhaust();
        connect("Fg3hTdLmIAMCKGw=", "7");

        assertThat(resume("7")).contains("resume_too_often");

        assertThat(frame(invoke(function, ofAnother("{}")))).startsWith("{\"room\":");
    }

    @Test
    void catchUpOfBothStreamsCostsOneWrite() {
        var calls = new CallCounter();
        invoke(function, Events.batch(
                Events.record("u1", "{\"user_id\":1,\"room_id\":\"acme\",\"data\":1,\"to\":[\"7\"]}")));

        var answer = counted(calls,
                "{\"room\":{\"epoch\":\"\",\"offset\":0},\"user\":{\"epoch\":\"\",\"offset\":0}}");

        assertThat(Json.parse(answer).members().get("notifications").elements()).hasSize(2);
        assertThat(calls.calls()).isEqualTo(Map.of("GetItem", 3, "PutItem", 1, "Query", 2));
    }

    @Test
    void heartbeatThatMissedNothingIsNeverRefusedAndWritesNothing() {
        exhaust();
        var head = Json.parse(frame(invoke(function, message("{}", "7")))).members().get("room").text();

        for (var body : List.of("{}", "{\"room\":%s}".formatted(head))) {
            var calls = new CallCounter();
            assertThat(counted(calls, body)).contains("\"room\":" + head);
            assertThat(calls.calls()).isEqualTo(Map.of("GetItem", 3));
        }
    }

    @Test
    void whatIsCountedExpires() {
        resume("7");

        var item = db.client().getItem(get -> get.tableName(db.table("NotificationsTable")).key(
                Map.of("stream", StreamItems.text("spent#user#acme#7"), "offset", StreamItems.number(0))))
                .item();
        assertThat(item.get("expires_at").n())
                .isEqualTo("" + clock.instant().plusSeconds(3).getEpochSecond());
    }

    private void exhaust() {
        IntStream.range(0, AT_ONCE).forEach(_ -> resume("7"));
    }

    private boolean isRecovered(String frame) {
        return frame.startsWith("{\"recovered\":true");
    }

    private String resume(String user) {
        return frame(invoke(function, message(EVERYTHING, user)));
    }

    private String counted(CallCounter calls, String body) {
        try (var dynamoDb = InterceptedClients.dynamoDb(db, calls)) {
            var function = function(dynamoDb, queues.client());
            calls.reset();
            return frame(invoke(function, message(body, "7")));
        }
    }

    private static String ofAnother(String body) {
        return Events.message("resume", body, ROOM, "7", CONNECTED.plusSeconds(1)).replace("own=",
                "Fg3hTdLmIAMCKGw=");
    }

    private static String message(String body, String user) {
        return Events.message("resume", body, ROOM, user, CONNECTED);
    }
}

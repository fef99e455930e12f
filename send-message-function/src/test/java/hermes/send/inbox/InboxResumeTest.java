package hermes.send.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.send.CallCounter;
import hermes.send.Events;
import hermes.send.InterceptedClients;
import hermes.send.json.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InboxResumeTest extends InboxFixture {

    @Test
    void whoAsksForTheStateGetsItBesideThePositions() {
        notifyUser("n1");

        var answer = resume("{\"state\":true,\"ref\":\"r1\"}");

        assertThat(answer.members().keySet()).containsExactly("room", "user", "inbox_recovered", "state",
                "ref",
                "data");
        assertThat(number(answer, "state", "version")).isOne();
        assertThat(number(answer, "state", "unread")).isOne();
    }

    @Test
    void whatWasMissedInEitherStreamComesWithTheState() {
        var before = state("left=");
        notifyUser("n1", "n2");
        announce("a1");
        mark("right=", "\"read\":[[1,1]]", "m1");

        var answer = resume(
                "{\"inbox\":%s,\"announcements\":%s}".formatted(position(before, "inbox"), START));

        assertThat(answer.members().keySet()).containsExactly("room", "user", "notifications",
                "inbox_recovered",
                "state", "data");
        assertThat(answer.at("notifications").elements()).extracting(Json::text)
                .isEqualTo(gateway.frames("left=").stream().filter(frame -> frame.contains("\"offset\"")
                        && !frame.startsWith("{\"state\"")).toList());
        assertThat(number(answer, "state", "unread")).isEqualTo(2);
        assertThat(number(answer, "state", "inbox", "offset")).isEqualTo(2);
    }

    @Test
    void roomAndInboxAreRecoveredEachForItself() {
        var other = "{\"epoch\":\"other\",\"offset\":1}";
        notifyUser("n1");

        var lostInbox = resume("{\"room\":%s,\"inbox\":%s}".formatted(START, other));
        assertThat(lostInbox.text()).startsWith("{\"recovered\":true")
                .contains("\"notifications\":[],\"inbox_recovered\":false");

        var lostRoom = resume("{\"room\":%s,\"inbox\":%s}".formatted(other, START));
        assertThat(lostRoom.text()).startsWith("{\"recovered\":false").contains("\"inbox_recovered\":true");
        assertThat(lostRoom.at("notifications").elements()).hasSize(1);
    }

    @Test
    void whatExpiredMeanwhileIsNotMissed() {
        notifyUser("n1");
        var before = state("left=");
        notifyUser("n2");
        clock.advance(Duration.ofDays(29));
        notifyUser("n3");
        clock.advance(Duration.ofDays(1));

        var answer = resume("{\"inbox\":%s}".formatted(position(before, "inbox")));

        assertThat(answer.at("inbox_recovered").text()).isEqualTo("true");
        assertThat(answer.at("notifications").elements()).extracting(item -> item.at("id").string())
                .containsExactly("n3");
    }

    @Test
    void moreThanThreeHundredAreNotGivenAndTheStateIs() {
        state("left=");
        IntStream.range(0, 31).forEach(batch -> invoke(function, Events.batch(IntStream.range(0, 10)
                .mapToObj(i -> Events.record("m" + batch + "-" + i,
                        "{\"user_id\":\"b\",\"room_id\":\"acme\",\"data\":1,\"to\":[7],\"inbox\":true}"))
                .toArray(String[]::new))));

        var answer = resume("{\"inbox\":%s}".formatted(START));

        assertThat(answer.members()).doesNotContainKey("notifications");
        assertThat(answer.at("inbox_recovered").text()).isEqualTo("false");
        assertThat(number(answer, "state", "unread")).isEqualTo(310);
    }

    @Test
    void whatIsMissedInAnInboxIsACatchUpLikeAnyOther() {
        notifyUser("n1");
        invoke(function,
                Events.batch(Events.record("m1", "{\"user_id\":1,\"room_id\":\"acme\",\"data\":1}")));
        var inbox = "{\"inbox\":%s}".formatted(START);
        IntStream.range(0, 10).forEach(_ -> assertThat(resume(inbox).members()).containsKey("notifications"));

        for (var refused : List.of(inbox, "{\"announcements\":%s,\"room\":%s}".formatted(START, START))) {
            var error = resume(refused).at("error");
            assertThat(error.at("code").string()).isEqualTo("resume_too_often");
            assertThat(number(error, "retry_after")).isEqualTo(2);
        }
        assertThat(number(state("right="), "unread")).as("asking for the state alone is none").isOne();
        clock.advance(Duration.ofSeconds(2));
        assertThat(resume(inbox).members()).containsKey("notifications");
    }

    @Test
    void catchUpOfRoomAndInboxCountsOnce() {
        notifyUser("n1");
        announce("a1");
        invoke(function,
                Events.batch(Events.record("m1", "{\"user_id\":1,\"room_id\":\"acme\",\"data\":1}")));
        var before = "{\"room\":%s,\"inbox\":%s,\"announcements\":%s}".formatted(START, START, START);
        state("left=");
        var calls = new CallCounter();
        try (var dynamoDb = InterceptedClients.dynamoDb(db, calls)) {
            function = function(dynamoDb, queues.client());
            calls.reset();

            assertThat(resume(before).at("notifications").elements()).hasSize(2);

            assertThat(calls.calls().get("PutItem")).isOne();
        }
    }

    @Test
    void whatRoomAndInboxBringTogetherIsTwoMegabytesAndTheRoomComesFirst() {
        var long60 = "x".repeat(60_000);
        IntStream.range(0, 20).forEach(i -> {
            large("m" + i, long60, "");
            large("n" + i, long60, ",\"to\":[7],\"inbox\":true");
        });

        var both = resume("{\"room\":%s,\"inbox\":%s}".formatted(START, START));

        assertThat(both.at("recovered").text()).isEqualTo("true");
        assertThat(both.at("inbox_recovered").text()).isEqualTo("false");
        assertThat(resume("{\"inbox\":%s}".formatted(START)).at("inbox_recovered").text()).isEqualTo("true");
    }

    @Test
    void whoDoesNotAskPaysNothingAndSeesNothingNew() {
        notifyUser("n1");
        announce("a1");
        state("left=");
        var calls = new CallCounter();
        try (var dynamoDb = InterceptedClients.dynamoDb(db, calls)) {
            function = function(dynamoDb, queues.client());
            calls.reset();
            var answer = resume("{\"room\":%s,\"user\":%s}".formatted(START, START));
            assertThat(answer.text())
                    .isEqualTo("{\"recovered\":true,\"room\":%s,\"user\":%s,\"notifications\":[],\"data\":{}}"
                            .formatted(START, START));
            assertThat(calls.calls()).isEqualTo(Map.of("GetItem", 3));

            calls.reset();
            resume("{\"room\":%s,\"user\":%s,\"state\":true}".formatted(START, START));
            assertThat(calls.calls()).as("the state, two heads, and the first of one stream").isEqualTo(
                    Map.of("GetItem", 6, "Query", 1));
        }
    }

    private void large(String id, String data, String more) {
        invoke(function, Events.batch(Events.record(id,
                "{\"user_id\":1,\"room_id\":\"acme\",\"data\":\"%s\"%s}".formatted(data, more))));
    }

    private Json resume(String body) {
        return ask("left=", "resume", body);
    }

    private static String position(Json state, String stream) {
        return "{\"epoch\":%s,\"offset\":%s}".formatted(state.at(stream, "epoch").text(),
                state.at(stream, "offset").text());
    }
}

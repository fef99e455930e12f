package hermes.send.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.common.Connection;
import hermes.common.Parallel;
import hermes.common.inbox.Mark;
import hermes.common.inbox.Ranges;
import hermes.common.inbox.StreamMark;
import hermes.send.CallCounter;
import hermes.send.Events;
import hermes.send.InterceptedClients;
import hermes.send.stream.StreamItems;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InboxMarkTest extends InboxFixture {

    @Test
    void whatOneDeviceReadsTheOthersAreTold() {
        notifyUser("n1", "n2", "n3");
        var epoch = epoch("inbox");
        int before = gateway.frames("right=").size();

        var answer = mark("left=", "\"read\":[[2,2]],\"seen\":3", "m1");

        assertThat(answer.text()).isEqualTo(
                "{\"ok\":true,\"state\":%s,\"ref\":\"m1\",\"data\":{}}".formatted(answer.at("state").text()));
        assertThat(answer.at("state").text()).isEqualTo(
                "{\"version\":2,\"inbox\":{\"epoch\":\"%s\",\"offset\":3,\"floor\":0,\"seen\":3,\"read\":[[2,2]],\"archived\":[],\"expires_at\":%d},\"announcements\":{\"epoch\":\"\",\"offset\":0,\"floor\":0,\"seen\":0,\"read\":[],\"archived\":[]},\"unread\":2,\"unseen\":0}"
                        .formatted(epoch,
                                clock.instant().plus(Duration.ofDays(30)).getEpochSecond() * 1_000));
        assertThat(gateway.frames("right=").subList(before, before + 1)).containsExactly(
                "{\"state\":%s,\"data\":{}}".formatted(answer.at("state").text()));
        assertThat(gateway.frames("left=")).hasSize(3);
        assertThat(gateway.frames("other=")).isEmpty();
        assertThat(lines()).contains("\"Marked\":1");
    }

    @Test
    void whatABackendMarksAllDevicesAreToldWhenItAsks() {
        notifyUser("n1", "n2");
        state("left=");
        inboxes().markRead(ROOM, "7", List.of("n1"));
        int before = gateway.frames("right=").size();

        queue("{\"hermes\":{\"version\":1,\"job\":\"state\",\"room\":\"%s\",\"user\":\"7\"}}"
                .formatted(ROOM));
        queue("{\"hermes\":{\"version\":1,\"job\":\"state\",\"room\":\"%s\",\"user\":\"9\"}}"
                .formatted(ROOM));

        assertThat(frames("left=").getLast().at("state", "unread").text()).isEqualTo("1");
        assertThat(gateway.frames("right=").subList(before, before + 1))
                .containsExactly(gateway.frames("left=").getLast());
        assertThat(gateway.frames("other=")).as("a user without a state").isEmpty();
    }

    private void queue(String body) {
        assertThat(failures(invoke(function, Events.batch(Events.record("job", body))))).isEmpty();
    }

    @Test
    void aMarkThatComesAgainBecauseItsAnswerWasLostUndoesNothing() {
        notifyUser("n1");
        mark("left=", "\"read\":[[1,1]]", "m1");
        mark("left=", "\"unread\":[[1,1]]", "m2");
        mark("right=", "\"read\":[[1,1]]", "m3");

        var again = mark("left=", "\"unread\":[[1,1]]", "m2");

        assertThat(number(again, "state", "unread")).isZero();
        assertThat(number(again, "state", "version")).isEqualTo(4);
    }

    @Test
    void allUpToAPositionLeavesUnreadWhatCameMeanwhile() {
        notifyUser("n1", "n2");
        var epoch = epoch("inbox");
        notifyUser("n3");

        var answer = mark("left=",
                "{\"inbox\":{\"epoch\":\"%s\",\"read\":[[1,2]],\"seen\":2}}".formatted(epoch));

        assertThat(number(answer, "state", "unread")).isOne();
        assertThat(number(answer, "state", "unseen")).isOne();
    }

    @Test
    void whatHasExpiredIsNeverCountedAndTheFloorRises() {
        notifyUser("n1", "n2");
        clock.advance(Duration.ofDays(10));
        notifyUser("n3");
        mark("left=", "\"read\":[[2,2]],\"archived\":[[1,3]]", "m1");
        mark("left=", "\"unarchived\":[[3,3]]", "m2");
        clock.advance(Duration.ofDays(20));

        var state = state("right=");

        assertThat(state.at("inbox").text()).contains("\"floor\":2,", "\"read\":[],\"archived\":[],");
        assertThat(number(state, "unread")).isOne();
        clock.advance(Duration.ofDays(10));
        assertThat(number(state("right="), "unread")).isZero();
        assertThat(state("right=").at("inbox").members()).doesNotContainKey("expires_at");
    }

    @Test
    void aStreamThatBeganAnewKeepsNothingOfItsFormerLife() {
        notifyUser("n1", "n2");
        var former = epoch("inbox");
        mark("left=", "\"read\":[[1,2]],\"seen\":2", "m1");
        removeStream("inbox#acme#7");
        function = function();
        notifyUser("n3", "n4");

        var answer = mark("left=",
                "{\"inbox\":{\"epoch\":\"%s\",\"read\":[[1,2]],\"seen\":2}}".formatted(former));

        assertThat(answer.at("state", "inbox", "epoch").string()).isNotEqualTo(former);
        assertThat(number(answer, "state", "unread")).isEqualTo(2);
        assertThat(number(answer, "state", "unseen")).isEqualTo(2);
    }

    @Test
    void whatOneWritesIsReadByItsAuthorAndHisDevicesAreTold() {
        state("left=");
        ask(function, "other=", "9", "resume", "{\"state\":true}");
        ask("left=", "sendMessage", "{\"data\":1,\"inbox\":true}");
        ask("left=", "sendMessage", "{\"data\":1,\"to\":[7,9],\"inbox\":true,\"ref\":\"s\"}");
        publish("fromTheQueue", "7", "");

        assertThat(number(state("left="), "unread")).isZero();
        assertThat(number(ask(function, "other=", "9", "resume", "{\"state\":true}").at("state"), "unread"))
                .isEqualTo(3);
        assertThat(frames("right=").stream().filter(frame -> frame.members().containsKey("state")))
                .hasSize(3);
        assertThat(frames("other=").stream().filter(frame -> frame.members().containsKey("state"))).isEmpty();
    }

    @Test
    void aPublisherThatIsNoUserGetsNoState() {
        announce("a1");
        publish("a2", "4.5", "");

        assertThat(db.client().scan(scan -> scan.tableName(db.table("InboxStatesTable"))).items()).isEmpty();
    }

    @Test
    void threeDevicesThatReadAThousandInAnyOrderAtOnceEndEqual() {
        connect("third=", "7");
        IntStream.range(0, 100).forEach(batch -> invoke(function, Events.batch(IntStream.range(0, 10)
                .mapToObj(i -> Events.record("m" + batch + "-" + i,
                        "{\"user_id\":\"b\",\"room_id\":\"acme\",\"data\":1,\"to\":[7],\"inbox\":true}"))
                .toArray(String[]::new))));
        var epoch = epoch("inbox");
        var devices = List.of("left=", "right=", "third=");
        long seed = System.nanoTime();
        var order = new ArrayList<>(LongStream.rangeClosed(1, 1_000).boxed().toList());
        Collections.shuffle(order, new Random(seed));

        List<List<Long>> shares = IntStream.range(0, 3)
                .mapToObj(device -> order.stream().filter(offset -> offset % 3 == device).toList()).toList();
        var inboxes = inboxes();
        var largest = new LongAccumulator(Math::max, 0);
        Parallel.forEach(shares, share -> share.forEach(offset -> largest.accumulate(inboxes.mark(ROOM, "7",
                new Mark(Optional.of(StreamMark.read(epoch,
                        Ranges.of(offset, offset))), Optional.empty(),
                        Optional.of("m" + offset)))
                .inbox().state().read().asList().size())));

        assertThat(largest.get()).as("ranges, of which 500 are the bound").isBetween(150L, 350L);
        assertThat(devices).as("seed %d", seed).allSatisfy(device -> {
            assertThat(number(state(device), "unread")).isZero();
            assertThat(state(device).at("inbox", "read").text()).isEqualTo("[[1,1000]]");
        });
    }

    @Test
    void atTheBoundTheAnswerNamesItAndNothingIsChanged() {
        IntStream.range(0, 21).forEach(batch -> invoke(function, Events.batch(IntStream.range(0, 49)
                .mapToObj(i -> Events.record("m" + batch + "-" + i,
                        "{\"user_id\":\"b\",\"room_id\":\"acme\",\"data\":1,\"to\":[7],\"inbox\":true}"))
                .toArray(String[]::new))));
        var odd = "[" + String.join(",",
                IntStream.range(0, 500).mapToObj(i -> "[%d,%d]".formatted(2 * i + 1, 2 * i + 1)).toList())
                + "]";
        assertThat(number(mark("left=", "\"read\":" + odd, "m1"), "state", "unread"))
                .isEqualTo(21 * 49 - 500);

        var refused = mark("left=", "\"read\":[[1010,1010]]", "m2");

        assertThat(refused.at("error", "code").string()).isEqualTo("too_many_ranges");
        assertThat(lines()).doesNotContain("own_not_marked");
        publish("own", "7", ",\"to\":[7]");
        assertThat(lines()).contains("own_not_marked");
        assertThat(frames("left=").getLast().at("id").string()).as("is delivered all the same")
                .isEqualTo("own");
        assertThat(number(state("left="), "unread")).isEqualTo(21 * 49 + 1 - 500);
        assertThat(number(mark("left=", "\"read\":[[1,999]]", "m3"), "state", "unread"))
                .isEqualTo(21 * 49 + 1 - 999);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "{\"inbox\":1}", "{\"inbox\":{}}", "{\"inbox\":{\"epoch\":1}}",
                    "{\"inbox\":{\"epoch\":\"e\",\"read\":1}}", "{\"inbox\":{\"epoch\":\"e\",\"read\":[1]}}",
                    "{\"inbox\":{\"epoch\":\"e\",\"read\":[[2,1]]}}",
                    "{\"inbox\":{\"epoch\":\"e\",\"read\":[[0,1]]}}",
                    "{\"inbox\":{\"epoch\":\"e\",\"unread\":[[1,2,3]]}}",
                    "{\"inbox\":{\"epoch\":\"e\",\"archived\":[[1,1.5]]}}",
                    "{\"announcements\":{\"epoch\":\"e\",\"unarchived\":[[1,1234567890123456789]]}}",
                    "{\"announcements\":{\"epoch\":\"e\",\"seen\":-1}}"})
    void aMarkThatIsNoneIsRefused(String body) {
        assertThat(mark("left=", body).at("error", "code").string()).isEqualTo("invalid_mark");
    }

    @Test
    void anotherRoomsInboxIsNotTakenForThisOne() {
        assertThat(mark("left=", "{\"room_id\":\"other\",\"inbox\":{\"epoch\":\"\"}}").at("error", "code")
                .string())
                .isEqualTo("not_joined");
        assertThat(mark("left=", "{\"room_id\":\"acme\",\"inbox\":{\"epoch\":\"\"}}").at("ok").text())
                .isEqualTo("true");
    }

    @Test
    void marksAndPagesAreCountedAsMessages() {
        IntStream.range(0, 30).forEach(_ -> {
            mark("left=", "{\"inbox\":{\"epoch\":\"\"}}");
            ask("left=", "inbox", "{}");
        });

        assertThat(ask("left=", "inbox", "{}").at("error", "code").string()).isEqualTo("too_many_messages");
        assertThat(mark("left=", "{\"inbox\":{\"epoch\":\"\"}}").at("error", "code").string())
                .isEqualTo("too_many_messages");
        assertThat(mark("right=", "{\"inbox\":{\"epoch\":\"\"}}").at("ok").text()).isEqualTo("true");
    }

    @Test
    void aDeviceThatIsGoneOrSlowChangesNothingForTheOthers() {
        connections.put(new Connection("gone=", ROOM, "7", CONNECTED, clock.instant().plusSeconds(600)));
        notifyUser("n1");
        gateway.always("gone=", 410);
        gateway.always("right=", 429);

        assertThat(mark("left=", "\"read\":[[1,1]]", "m1").at("ok").text()).isEqualTo("true");

        assertThat(connections.find("gone=")).isEmpty();
        assertThat(connections.find("right=")).isPresent();
        assertThat(received("NotificationQueue")).as("nothing is queued for a state").isEmpty();
    }

    /** The state, its two heads, and of each stream that has something the first that is not over; and a write. */
    @Test
    void aMarkCostsAtMostFiveReadsAndOneWriteAndARepeatNoWrite() {
        notifyUser("n1");
        announce("a1");
        state("left=");
        announce("a2");
        var calls = new CallCounter();
        try (var dynamoDb = InterceptedClients.dynamoDb(db, calls)) {
            function = function(dynamoDb, queues.client());
            var epoch = epoch("inbox");
            var body = "{\"inbox\":{\"epoch\":\"%s\",\"read\":[[1,1]]},\"ref\":\"m1\"}".formatted(epoch);
            calls.reset();
            mark("left=", body);
            assertThat(calls.calls())
                    .as("with a query for the other devices and one write that counts messages")
                    .isEqualTo(Map.of("GetItem", 3, "Query", 2 + 1, "PutItem", 1, "UpdateItem", 1));

            clock.advance(Duration.ofSeconds(1));
            calls.reset();
            mark("left=", body);
            assertThat(calls.calls()).isEqualTo(Map.of("GetItem", 3, "Query", 2 + 1, "UpdateItem", 1));
        }
    }

    private void removeStream(String stream) {
        var table = db.table("NotificationsTable");
        db.client().query(query -> query.tableName(table).keyConditionExpression("#s = :s")
                .expressionAttributeNames(Map.of("#s", "stream"))
                .expressionAttributeValues(Map.of(":s", StreamItems.text(stream)))).items()
                .forEach(item -> db.client().deleteItem(delete -> delete.tableName(table)
                        .key(Map.of("stream", item.get("stream"), "offset", item.get("offset")))));
    }
}

package hermes.send.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.common.NotificationLimits;
import hermes.send.CallCounter;
import hermes.send.Events;
import hermes.send.InterceptedClients;
import hermes.send.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InboxPageTest extends InboxFixture {

    @Test
    void bothStreamsComeMergedNewestFirstEachWithWhatWasDoneAndTheState() {
        state("left=");
        inTurns(() -> notifyUser("n1"), () -> announce("a1"), () -> notifyUser("n2"), () -> announce("a2"));
        mark("left=", "\"read\":[[1,1]],\"seen\":2", "m1");

        var answer = ask("right=", "inbox", "{\"ref\":\"p1\"}");

        assertThat(answer.members().keySet()).containsExactly("items", "state", "ref", "data");
        assertThat(ids(answer)).containsExactly("a2", "n2", "a1", "n1");
        assertThat(answer.at("items").elements().getLast().text())
                .isEqualTo(gateway.frames("left=").getFirst().replaceAll("}$",
                        ",\"read\":true,\"archived\":false}"));
        assertThat(answer.at("items").elements().getFirst().text())
                .endsWith(",\"read\":false,\"archived\":false}");
        assertThat(answer.at("state").text()).isEqualTo(state("left=").text());
        assertThat(lines()).contains("\"InboxListed\":1");
    }

    @Test
    void pagesFollowEachOtherWithoutGapAndRepetitionAlsoWhenSomethingComesInBetween() {
        state("left=");
        for (int i = 0; i < 5; i++) {
            int round = i;
            inTurns(() -> notifyUser("n" + round), () -> announce("a" + round));
        }
        var first = ask("left=", "inbox", "{\"limit\":4}");
        announce("later");

        var second = ask("left=", "inbox", "{\"limit\":4,\"before\":%s}".formatted(first.at("next").text()));
        var third = ask("left=", "inbox", "{\"limit\":4,\"before\":%s}".formatted(second.at("next").text()));

        assertThat(ids(first)).containsExactly("a4", "n4", "a3", "n3");
        assertThat(ids(second)).containsExactly("a2", "n2", "a1", "n1");
        assertThat(ids(third)).containsExactly("a0", "n0");
        assertThat(third.members()).doesNotContainKey("next");
    }

    @Test
    void whatIsNewInAStreamThatWasEmptyIsNotInTheNextPage() {
        notifyUser("n1", "n2");
        var first = ask("left=", "inbox", "{\"limit\":1}");
        announce("new");

        assertThat(ids(ask("left=", "inbox", "{\"before\":%s}".formatted(first.at("next").text()))))
                .containsExactly("n1");
    }

    @Test
    void theFilterTellsWhatIsInAPageAndNoPageIsShortWhileMoreFollow() {
        IntStream.rangeClosed(1, 30).forEach(i -> notifyUser("n" + i));
        mark("left=", "\"read\":[[1,1],[3,9],[21,29]],\"archived\":[[4,8],[12,12],[30,30]]", "m1");

        assertThat(walk("unread", 3)).containsExactly("n20", "n19", "n18", "n17", "n16", "n15", "n14", "n13",
                "n11",
                "n10", "n2");
        assertThat(walk("archived", 3)).containsExactly("n30", "n12", "n8", "n7", "n6", "n5", "n4");
        assertThat(walk("all", 3)).hasSize(23).doesNotContain("n30", "n12", "n8");
    }

    @Test
    void whatHasExpiredIsInNoPageAndPagesAndBadgeAgree() {
        IntStream.rangeClosed(1, 10).forEach(i -> {
            notifyUser("n" + i);
            clock.advance(Duration.ofDays(1));
        });
        var first = ask("left=", "inbox", "{\"limit\":3}");
        clock.advance(Duration.ofDays(25));

        var second = ask("left=", "inbox", "{\"limit\":3,\"before\":%s}".formatted(first.at("next").text()));

        assertThat(ids(second)).containsExactly("n7");
        assertThat(second.members()).doesNotContainKey("next");
        assertThat(number(second, "state", "unread")).isEqualTo(4);
        clock.advance(Duration.ofDays(5));
        assertThat(ask("left=", "inbox", "{}").text()).startsWith("{\"items\":[],\"state\":{")
                .contains("\"unread\":0,");
    }

    @Test
    void aUserWithoutAStateHasWhatWasSentToHimAndNotTheRoomsPast() {
        notifyUser("n1");
        announce("a1");

        assertThat(ids(ask("left=", "inbox", "{}"))).containsExactly("n1");
        announce("a2");
        assertThat(ids(ask("left=", "inbox", "{}"))).containsExactlyInAnyOrder("n1", "a2");
    }

    @Test
    void whoIsEnrolledHasTheAnnouncementsFromThenOn() {
        announce("a1");
        inboxes().enroll(ROOM, "7");
        announce("a2");
        inboxes().enroll(ROOM, "7");

        assertThat(ids(ask("left=", "inbox", "{}"))).containsExactly("a2");
    }

    @Test
    void whatDoesNotFitOneFrameIsPostedBeforeTheAnswerAndTwoMegabytesEndAPage() {
        int largest = NotificationLimits.FRAME_BYTES - 200;
        for (int i = 0; i < 20; i++) {
            invoke(function, Events.batch(Events.record("n" + i,
                    "{\"user_id\":1,\"room_id\":\"acme\",\"data\":\"%s\",\"to\":[7],\"inbox\":true}"
                            .formatted("x".repeat(largest)))));
        }
        connect("late=", "7");

        var answer = ask("late=", "inbox", "{}");

        List<Json> items = new ArrayList<>();
        gateway.frames("late=").forEach(frame -> {
            assertThat(frame.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(131_072);
            assertThat(Json.parse(frame).members().keySet()).containsExactly("items", "data");
            items.addAll(Json.parse(frame).at("items").elements());
        });
        items.addAll(answer.at("items").elements());
        assertThat(items).hasSizeBetween(16, 18);
        var rest = ask("left=", "inbox", "{\"before\":%s}".formatted(answer.at("next").text()));
        assertThat(rest.members()).doesNotContainKey("next");
    }

    @Test
    void ifAPartCannotBePostedTheAnswerSaysSo() {
        for (int i = 0; i < 3; i++) {
            invoke(function, Events.batch(Events.record("l" + i,
                    "{\"user_id\":1,\"room_id\":\"acme\",\"data\":\"%s\",\"to\":[7],\"inbox\":true}"
                            .formatted("x".repeat(100_000)))));
        }
        gateway.always("left=", 429);

        assertThat(ask("left=", "inbox", "{}").at("error", "code").string()).isEqualTo("unavailable");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"{\"limit\":0} | invalid_page",
                    "{\"limit\":51} | invalid_page", "{\"limit\":\"5\"} | invalid_page",
                    "{\"limit\":1.5} | invalid_page",
                    "{\"filter\":\"read\"} | invalid_page", "{\"filter\":1} | invalid_page",
                    "{\"before\":1} | invalid_page",
                    "{\"before\":{\"inbox\":{\"epoch\":\"e\",\"offset\":1}}} | invalid_page",
                    "{\"before\":{\"inbox\":{\"epoch\":\"e\"}}} | invalid_position"})
    void aPageThatIsNoneIsRefused(String body, String code) {
        assertThat(ask("left=", "inbox", body).at("error", "code").string()).isEqualTo(code);
    }

    /** The state, its two heads, the first of each stream that is not over; then one read of each stream. */
    @ParameterizedTest
    @CsvSource({"1, 7", "850, 15"})
    void aPageCostsSevenReadsAndNoWriteBesideTheCountingOfMessages(int bytes, double units) {
        state("left=");
        var data = ",\"inbox\":true,\"data\":\"%s\"".formatted("x".repeat(bytes));
        IntStream.rangeClosed(1, 20).forEach(i -> inTurns(
                () -> publishBody("n" + i,
                        "{\"user_id\":\"backend\",\"room_id\":\"acme\",\"to\":[7]%s}".formatted(data)),
                () -> publishBody("a" + i,
                        "{\"user_id\":\"backend\",\"room_id\":\"acme\"%s}".formatted(data))));
        state("left=");
        var calls = new CallCounter();
        try (var dynamoDb = InterceptedClients.dynamoDb(db, calls)) {
            function = function(dynamoDb, queues.client());
            calls.reset();
            assertThat(ask("left=", "inbox", "{}").at("items").elements()).hasSize(20);
        }

        assertThat(calls.calls()).isEqualTo(Map.of("GetItem", 3, "Query", 4, "UpdateItem", 1));
        assertThat(calls.readUnits()).isEqualTo(units);
    }

    private void publishBody(String id, String body) {
        assertThat(failures(invoke(function, Events.batch(Events.record(id, body))))).isEmpty();
    }

    private List<String> walk(String filter, int limit) {
        List<String> ids = new ArrayList<>();
        var page = ask("left=", "inbox", "{\"filter\":\"%s\",\"limit\":%d}".formatted(filter, limit));
        while (page.members().containsKey("next")) {
            assertThat(ids(page)).hasSize(limit);
            ids.addAll(ids(page));
            page = ask("left=", "inbox",
                    "{\"filter\":\"%s\",\"limit\":%d,\"before\":%s}".formatted(filter, limit,
                            page.at("next").text()));
        }
        assertThat(ids(page)).isNotEmpty();
        ids.addAll(ids(page));
        return ids;
    }

    /** At different times. */
    private void inTurns(Runnable... steps) {
        for (var step : steps) {
            clock.advance(Duration.ofSeconds(1));
            step.run();
        }
    }
}

package hermes.send.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.common.Parallel;
import hermes.common.inbox.InboxFilter;
import hermes.common.inbox.PageRequest;
import hermes.send.CallCounter;
import hermes.send.Events;
import hermes.send.InterceptedClients;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class InboxDeliveryTest extends InboxFixture {

    @Test
    void whatIsForAUserGoesToThatUsersDevicesWithTheTimeOfAppending() {
        notifyUser("n1");

        assertThat(gateway.frames("left=")).isEqualTo(gateway.frames("right=")).singleElement().asString()
                .matches(
                        "\\{\"user_id\":\"backend\",\"data\":\\{\"type\":\"n1\"},\"id\":\"n1\",\"stream\":\"inbox\",\"epoch\":\"[0-9a-z]{8}\",\"offset\":1,\"at\":%d}"
                                .formatted(clock.millis()));
        assertThat(gateway.frames("other=")).isEmpty();
    }

    @Test
    void anAnnouncementIsAppendedOnceAndGoesToEverybody() {
        announce("a1");

        for (String connection : List.of("left=", "right=", "other=")) {
            assertThat(frames(connection)).singleElement().satisfies(frame -> {
                assertThat(frame.at("stream").string()).isEqualTo("announcements");
                assertThat(number(frame, "at")).isEqualTo(clock.millis());
            });
        }
        assertThat(streams()).containsExactlyInAnyOrder("announcements#acme", "id#announcements#acme#a1");
    }

    /** All are enrolled, three have a page open, the others come the next day, and one joins the company weeks later. */
    @Test
    void anAnnouncementToAThousandUsersIsOneAppendAndEachHasItTheNextDay() {
        var users = IntStream.range(0, 1_000).mapToObj(user -> "u" + user).toList();
        var shares = IntStream.range(0, 8)
                .mapToObj(share -> users.stream()
                        .filter(user -> Integer.parseInt(user.substring(1)) % 8 == share).toList())
                .toList();
        var inboxes = inboxes();
        Parallel.forEach(shares, share -> share.forEach(user -> inboxes.enroll(ROOM, user)));

        announce("a1");

        assertThat(streams()).containsExactlyInAnyOrder("announcements#acme", "id#announcements#acme#a1");
        clock.advance(Duration.ofDays(1));
        var request = new PageRequest(InboxFilter.UNREAD, PageRequest.USUAL, Optional.empty());
        var found = Parallel.map(shares, share -> share.stream()
                .map(user -> inboxes.page(ROOM, user, request))
                .map(page -> page.items().size() + " item, unread " + page.view().unread()).toList());
        assertThat(found.stream().flatMap(List::stream)).hasSize(1_000).containsOnly("1 item, unread 1");

        clock.advance(Duration.ofDays(27));
        var newcomer = inboxes.page(ROOM, "newcomer", request);
        assertThat(newcomer.items()).isEmpty();
        assertThat(newcomer.view().unread()).isZero();
    }

    @Test
    void eachAddresseeHasAStreamAndAnIdIsAppendedToItOnce() {
        publish("n1", ",\"to\":[7,9]");
        publish("n1", ",\"to\":[7,9]");

        assertThat(streams()).containsExactlyInAnyOrder("inbox#acme#7", "id#inbox#acme#7#n1", "inbox#acme#9",
                "id#inbox#acme#9#n1");
        assertThat(frames("other=")).extracting(frame -> frame.at("offset").text()).containsExactly("1", "1");
    }

    @Test
    void ofSeveralThatComeTogetherEachSaysWhetherItIsForTheInbox() {
        var together = "{\"messages\":[{\"data\":1,\"ref\":\"a\",\"to\":[9],\"inbox\":true},{\"data\":2,\"ref\":\"b\",\"inbox\":true},{\"data\":3,\"ref\":\"c\"}]}";

        assertThat(ask("left=", "sendMessage", together).at("ids").text())
                .isEqualTo("[\"7/a\",\"7/b\",\"7/c\"]");
        assertThat(frames("other="))
                .extracting(frame -> frame.at("id").string() + " in " + frame.at("stream").string())
                .containsExactlyInAnyOrder("7/a in inbox", "7/b in announcements", "7/c in room");

        ask("left=", "sendMessageToSQS", together);
        assertThat(received("NotificationQueue")).hasSize(3)
                .filteredOn(message -> message.body().endsWith(",\"inbox\":true}")).hasSize(2);
    }

    @Test
    void ownOnesThatComeTogetherAreReadByOneChange() {
        var before = state("left=");

        ask("left=", "sendMessage",
                "{\"messages\":[{\"data\":1,\"ref\":\"a\",\"inbox\":true},{\"data\":2,\"ref\":\"b\",\"inbox\":true}]}");

        var after = state("left=");
        assertThat(after.at("announcements", "read").text()).isEqualTo("[[1,2]]");
        assertThat(number(after, "unread")).isZero();
        assertThat(number(after, "version")).isEqualTo(number(before, "version") + 1);
    }

    @Test
    void aBrowserThatMaySendPublishesToAnInboxInBothWays() {
        assertThat(ask("left=", "sendMessage", "{\"data\":1,\"to\":[9],\"inbox\":true}").at("ok").text())
                .isEqualTo("true");
        assertThat(frames("other=")).singleElement()
                .satisfies(frame -> assertThat(frame.at("stream").string()).isEqualTo("inbox"));

        ask("left=", "sendMessageToSQS", "{\"data\":1,\"inbox\":true}");
        assertThat(received("NotificationQueue")).singleElement()
                .satisfies(message -> assertThat(message.body()).endsWith(",\"inbox\":true}"));
    }

    @Test
    void withoutTheMemberAndWithFalseNothingIsDifferent() {
        publish("n1", ",\"to\":[7],\"inbox\":false");

        assertThat(frames("left=")).singleElement().satisfies(frame -> {
            assertThat(frame.at("stream").string()).isEqualTo("user");
            assertThat(frame.members()).doesNotContainKey("at");
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"1", "null", "\"true\"", "{}"})
    void anythingElseIsRefusedToBackendsAndBrowsers(String inbox) {
        var body = "{\"user_id\":1,\"room_id\":\"acme\",\"data\":1,\"inbox\":%s}".formatted(inbox);
        invoke(function, Events.batch(Events.record("m1", body)));

        assertThat(received("DeadLetterQueue")).singleElement().satisfies(
                message -> assertThat(message.messageAttributes().get("reason_code").stringValue())
                        .isEqualTo("invalid_inbox"));
        assertThat(ask("left=", "sendMessage", "{\"data\":1,\"inbox\":%s}".formatted(inbox))
                .at("error", "code").string()).isEqualTo("invalid_inbox");
    }

    /** One read of a state that is not there is all that an announcement costs beside the usual. */
    @Test
    void anAppendCostsWhatAnyOtherDoesAndOneReadForTheAuthor() {
        var calls = new CallCounter();
        try (var dynamoDb = InterceptedClients.dynamoDb(db, calls)) {
            function = function(dynamoDb, queues.client());
            announce("a0");
            calls.reset();
            announce("a1");
            assertThat(calls.calls()).isEqualTo(Map.of("TransactWriteItems", 1, "Query", 1, "GetItem", 1));

            notifyUser("n0");
            calls.reset();
            notifyUser("n1");
            assertThat(calls.calls()).isEqualTo(Map.of("TransactWriteItems", 1, "Query", 1));
        }
    }

    private List<String> streams() {
        return db.client().scanPaginator(scan -> scan.tableName(db.table("NotificationsTable"))).items()
                .stream()
                .map(item -> item.get("stream")).map(AttributeValue::s).distinct().toList();
    }
}

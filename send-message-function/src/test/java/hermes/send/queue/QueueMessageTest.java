package hermes.send.queue;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.common.NotificationLimits;
import hermes.common.StreamName;
import hermes.send.Events;
import hermes.send.json.Json;
import hermes.send.json.Refusal;
import hermes.send.stream.Content;
import hermes.send.stream.Entry;
import hermes.send.stream.Notification;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueueMessageTest {

    @Test
    void theShortestNotificationGoesToTheRoomUnderTheMessagesId() {
        var notification = notification("{\"user_id\":7,\"room_id\":\"acme\",\"data\":null}");

        assertThat(notification.content().author()).isEqualTo("7");
        assertThat(notification.content().data()).isEqualTo("null");
        assertThat(notification.id()).isEqualTo("m1");
        assertThat(notification.streams()).containsExactly(StreamName.ofRoom("acme"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "\"7\"", "7.50", "-1e3", "\"\\u0037\""})
    void theAuthorIsHandedOnAsItCame(String author) {
        assertThat(notification("{\"user_id\":%s,\"room_id\":1,\"data\":0}".formatted(author)).content()
                .author())
                .isEqualTo(author);
    }

    @Test
    void addresseesCountOnceWhetherNumberOrText() {
        var notification = notification(
                "{\"user_id\":7,\"room_id\":5,\"data\":0,\"to\":[\"9\",9,\"7\"],\"id\":\"x\"}");

        assertThat(notification.streams()).containsExactly(StreamName.ofUser("5", "9"),
                StreamName.ofUser("5", "7"));
    }

    @Test
    void anIdThatIsAWholeNumberCountsAsItsDigits() {
        assertThat(notification("{\"user_id\":7,\"room_id\":5,\"data\":0,\"id\":42}"))
                .isEqualTo(notification("{\"user_id\":7,\"room_id\":5,\"data\":0,\"id\":\"42\"}"));
    }

    @Test
    void nullIsNotLeftOutAndTheReasonSaysSo() {
        assertThat(refusal("{\"user_id\":7,\"room_id\":5,\"data\":0,\"id\":null}")).isEqualTo(new Refusal(
                "invalid_id",
                "\"id\" holds null, which is not the same as leaving it out; expected a text or a whole number."));
    }

    @Test
    void aMessageBackFromTheDeadLetterQueueKeepsItsFirstId() {
        var record = QueueRecord.of(Json.parse(Events.record("m9",
                "{\"user_id\":7,\"room_id\":\"acme\",\"data\":0}", 1, Map.of("original_message_id", "m1"))));

        assertThat(((QueueMessage.WithNotification) QueueMessage.read(record)).notification().id())
                .isEqualTo("m1");
    }

    /** It would be written into the body when the message is queued again, and only then be refused. */
    @Test
    void whatNoNotificationCanHaveAsItsIdIsThePublishersOwnAffair() {
        for (var value : List.of("a\tb", "x".repeat(513))) {
            var record = QueueRecord.of(Json.parse(Events.record("m9",
                    "{\"user_id\":7,\"room_id\":\"acme\",\"data\":0}", 1,
                    Map.of("original_message_id", value))));

            assertThat(((QueueMessage.WithNotification) QueueMessage.read(record)).notification().id())
                    .isEqualTo("m9");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatThisFunctionQueuesIsReadBackTheSame(boolean inbox) {
        var content = new Content("7/r1", "\"7\"", "{\"a\":1.0}", Optional.empty());
        var notification = new Notification(content, "a\"#%",
                new LinkedHashSet<>(List.of("9", "8")), inbox);

        assertThat(notification(QueueMessage.body(notification))).isEqualTo(notification);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                    "no json                                                  | bad_json",
                    "[1]                                                      | not_an_object",
                    "{\"user_id\":7,\"data\":1}                               | room_id_missing",
                    "{\"user_id\":7,\"room_id\":null,\"data\":1}              | invalid_room_id",
                    "{\"user_id\":7,\"room_id\":\"\",\"data\":1}              | invalid_room_id",
                    "{\"user_id\":7,\"room_id\":1.5,\"data\":1}               | invalid_room_id",
                    "{\"user_id\":7,\"room_id\":[\"a\"],\"data\":1}           | invalid_room_id",
                    "{\"user_id\":7,\"room_id\":\"\\ud800\",\"data\":1}       | invalid_room_id",
                    "{\"room_id\":\"a\",\"data\":1}                           | user_id_missing",
                    "{\"user_id\":true,\"room_id\":\"a\",\"data\":1}          | invalid_user_id",
                    "{\"user_id\":\"\",\"room_id\":\"a\",\"data\":1}          | invalid_user_id",
                    "{\"user_id\":7,\"room_id\":\"a\"}                        | data_missing",
                    "{\"user_id\":7,\"room_id\":\"a\",\"data\":1,\"id\":5.0}  | invalid_id",
                    "{\"user_id\":7,\"room_id\":\"a\",\"data\":1,\"id\":null} | invalid_id",
                    "{\"user_id\":7,\"room_id\":\"a\",\"data\":1,\"to\":null} | invalid_to",
                    "{\"user_id\":7,\"room_id\":\"a\",\"data\":1,\"id\":\"\"} | invalid_id",
                    "{\"user_id\":7,\"room_id\":\"a\",\"data\":1,\"to\":\"7\"}   | invalid_to",
                    "{\"user_id\":7,\"room_id\":\"a\",\"data\":1,\"to\":[]}      | invalid_to",
                    "{\"user_id\":7,\"room_id\":\"a\",\"data\":1,\"to\":[null]}  | invalid_to",
                    "{\"user_id\":7,\"room_id\":\"a\",\"data\":1,\"to\":[7,{}]}  | invalid_to",
                    "{\"hermes\":{\"version\":2}}                             | invalid_job"})
    void whatCanNeverSucceedIsPoisonWithItsReason(String body, String code) {
        assertThat(refusal(body).code()).isEqualTo(code);
        assertThat(refusal(body).reason()).endsWith(".");
    }

    @Test
    void aHundredAddresseesAreTakenAndOneMoreIsRefused() {
        String body = "{\"user_id\":7,\"room_id\":1,\"data\":0,\"to\":%s}";

        assertThat(notification(body.formatted(IntStream.range(0, 100).boxed().toList())).to()).hasSize(100);
        assertThat(refusal(body.formatted(IntStream.range(0, 101).boxed().toList())).reason())
                .contains("101 users").contains("1 to 100");
    }

    /** No token names such a room or user: what is sent there would never be received. */
    @ParameterizedTest
    @ValueSource(strings = {"acme\\n", "\\u0000", "\\uffff", "\\udc00"})
    void whatIsNoIdOfATokenIsRefusedAtOnce(String id) {
        assertThat(refusal("{\"user_id\":7,\"room_id\":\"%s\",\"data\":0}".formatted(id)).code())
                .isEqualTo("invalid_room_id");
        assertThat(refusal("{\"user_id\":7,\"room_id\":1,\"data\":0,\"to\":[\"%s\"]}".formatted(id)).code())
                .isEqualTo("invalid_to");
        assertThat(refusal("{\"user_id\":\"%s\",\"room_id\":1,\"data\":0}".formatted(id)).code())
                .isEqualTo("invalid_user_id");
        assertThat(refusal("{\"user_id\":7,\"room_id\":1,\"data\":0,\"id\":\"%s\"}".formatted(id)).code())
                .isEqualTo("invalid_id");
    }

    @Test
    void aRoomOrUserMayHave256Bytes() {
        var longest = "é".repeat(128);

        assertThat(notification("{\"user_id\":7,\"room_id\":\"%s\",\"data\":0,\"to\":[\"%s\"]}"
                .formatted(longest, longest)).streams()).containsExactly(StreamName.ofUser(longest, longest));
        assertThat(refusal("{\"user_id\":7,\"room_id\":\"%se\",\"data\":0}".formatted(longest)))
                .isEqualTo(new Refusal("invalid_room_id",
                        "\"room_id\" has 257 bytes of UTF-8; expected at most 256."));
        assertThat(
                refusal("{\"user_id\":7,\"room_id\":1,\"data\":0,\"to\":[1%s]}".formatted("0".repeat(256))))
                .isEqualTo(new Refusal("invalid_to", "\"to\" has 257 bytes of UTF-8; expected at most 256."));
    }

    @Test
    void anIdMayHave512Bytes() {
        var longest = "é".repeat(256);

        assertThat(notification("{\"user_id\":7,\"room_id\":1,\"data\":0,\"id\":\"%s\"}".formatted(longest))
                .id())
                .isEqualTo(longest);
        assertThat(refusal("{\"user_id\":7,\"room_id\":1,\"data\":0,\"id\":\"%se\"}".formatted(longest)))
                .isEqualTo(new Refusal("invalid_id",
                        "\"id\" has 513 bytes of UTF-8; expected at most 512."));
    }

    @Test
    void aKeyThatDynamoDbDoesNotTakeIsRefusedWithItsBytes() {
        var room = "#".repeat(256);
        int most = 2048 - "id#room##".length() - 3 * room.length();
        var body = "{\"user_id\":7,\"room_id\":\"%s\",\"data\":0,\"id\":\"%s\"}";
        var longest = "%".repeat(most / 3) + "x".repeat(most % 3);

        assertThat(notification(body.formatted(room, longest)).id()).isEqualTo(longest);
        assertThat(refusal(body.formatted(room, longest + "x"))).isEqualTo(new Refusal("key_too_long",
                "The id \"%s\"... takes 2,049 bytes with its room and user as a key of DynamoDB; expected at most 2,048. Use a shorter one."
                        .formatted("%".repeat(20))));
    }

    @Test
    void theSizeOfTheFrameIsWhatCounts() {
        int wrapping = new Entry(StreamName.ofRoom("acme"), "e".repeat(NotificationLimits.EPOCH_CHARACTERS),
                Long.MAX_VALUE, Optional.empty(),
                new Content("m1", "7", "\"\"", Optional.empty())).frameBytes(false).length;
        String largest = "x".repeat(NotificationLimits.FRAME_BYTES - wrapping);

        assertThat(notification("{\"user_id\":7,\"room_id\":\"acme\",\"data\":\"%s\"}".formatted(largest)))
                .isNotNull();
        assertThat(
                refusal("{\"user_id\":7,\"room_id\":\"acme\",\"data\":\"%sx\"}".formatted(largest)).reason())
                .contains("takes 131009 bytes", "at most 131008");
    }

    private static Notification notification(String body) {
        return ((QueueMessage.WithNotification) read(body)).notification();
    }

    private static Refusal refusal(String body) {
        return ((RecordOutcome.Poison) read(body)).refusal();
    }

    private static QueueMessage read(String body) {
        return QueueMessage.read(QueueRecord.of(Json.parse(Events.record("m1", body))));
    }
}

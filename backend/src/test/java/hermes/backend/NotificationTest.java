package hermes.backend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class NotificationTest {

    @Test
    void bodyIsThatOfTheProtocol() throws JsonProcessingException {
        var notification = Notification.to("acme").from("7")
                .data(Map.of("type", "backup.completed", "data", Map.of("job", 42))).id("job-42-done")
                .users("7", "9").build();

        assertThat(new ObjectMapper().readTree(NotificationJson.body(notification)))
                .isEqualTo(new ObjectMapper().readTree(
                        """
                            {"user_id":"7","room_id":"acme","data":{"type":"backup.completed","data":{"job":42}},
                             "id":"job-42-done","to":["7","9"]}"""));
    }

    @Test
    void numericAuthorStaysANumber() {
        var notification = Notification.to("acme").from(7).data("hello").id("1").build();

        assertThat(NotificationJson.body(notification))
                .isEqualTo("{\"user_id\":7,\"room_id\":\"acme\",\"data\":\"hello\",\"id\":\"1\"}");
    }

    @Test
    void idIsRandomUnlessGiven() {
        var one = Notification.to("acme").from("7").data("hello").build();
        var other = Notification.to("acme").from("7").data("hello").build();

        assertThat(one.id()).isNotEqualTo(other.id()).hasSize(36);
        assertThat(NotificationJson.body(one)).contains(one.id());
    }

    @Test
    void recordsAndNullAreData() {
        record Backup(String type, List<Integer> jobs) {}

        assertThat(data(Notification.to("acme").from("7").data(new Backup("done", List.of(1, 2))).build()))
                .isEqualTo("{\"type\":\"done\",\"jobs\":[1,2]}");
        assertThat(data(Notification.to("acme").from("7").data(null).build())).isEqualTo("null");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0.10", "12345678901234567890123", "1E+400", "[1,{\"a\":null}]", "\"\"",
                    "\"\\u0000\"", "1e400", "1.50e2", "-0.0", "-0", "1.50", "{\"a\":1,\"a\":2}",
                    "\"\\ud800\"",
                    "\"\\u00e9\\/\"", "{ \"a\" :\n[ ] }", "true"})
    void jsonArrivesAsItIsWritten(String json) {
        var notification = Notification.to("acme").from("7").json(" " + json + "\r\n").id("1").build();

        assertThat(notification.data()).isEqualTo(json);
        assertThat(NotificationJson.body(notification))
                .isEqualTo("{\"user_id\":\"7\",\"room_id\":\"acme\",\"data\":" + json + ",\"id\":\"1\"}");
        assertThat(Notification.parse(NotificationJson.body(notification)).data()).isEqualTo(json);
    }

    @Test
    void authorArrivesAsItIsWritten() {
        for (var author : List.of("7.50", "-1e3", "1e400", "\"\\u0037\"", "12345678901234567890123")) {
            var body = "{\"user_id\":%s,\"room_id\":\"acme\",\"data\":1,\"id\":\"1\"}".formatted(author);

            assertThat(NotificationJson.body(Notification.parse(body))).isEqualTo(body);
        }
    }

    @Test
    void ofMembersWithOneNameTheLastCountsAsInTheStack() {
        var read = Notification.parse("{\"room_id\":1,\"user_id\":7,\"data\":{},\"room_id\":2,\"data\":[3]}");

        assertThat(read.room()).isEqualTo("2");
        assertThat(read.data()).isEqualTo("[3]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "[1", "{\"a\":1}}", "nothing", "1 2", "NaN", "\"\n\"", "01"})
    void otherThanJsonIsRefused(String json) {
        assertThatThrownBy(() -> Notification.to("acme").from("7").json(json))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("Expected JSON")
                .hasMessageNotContaining("Source");
    }

    @Test
    void whatJacksonCannotWriteIsRefused() {
        var builder = Notification.to("acme").from("7");

        assertThatThrownBy(() -> builder.data(new Object())).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot be written as JSON");
    }

    @Test
    void datesAreTextsAndOptionalsWhatIsInThem() {
        var data = new LinkedHashMap<String, Object>();
        data.put("instant", Instant.parse("2026-11-30T02:00:00Z"));
        data.put("day", LocalDate.of(2026, 11, 30));
        data.put("took", Duration.ofMinutes(90));
        data.put("there", Optional.of(1));
        data.put("not", Optional.empty());

        assertThat(Notification.to("acme").from("7").data(data).build().data()).isEqualTo(
                """
                    {"instant":"2026-11-30T02:00:00Z","day":"2026-11-30","took":"PT1H30M","there":1,"not":null}""");
    }

    @Test
    void anOwnMapperWritesWhatItIsConfiguredTo() {
        var mapper = JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

        assertThat(Notification.to("acme").from("7").data(new Job(42), mapper).build().data())
                .isEqualTo("{\"job_number\":42}");
    }

    private record Job(int jobNumber) {}

    @Test
    void itsTextSaysWhichButNotWhat() {
        var builder = Notification.to("acme").from("author").id("job-42").data("secret");

        assertThat(builder.build()).hasToString("notification job-42 to room acme");
        assertThat(builder.users("7", "9").build())
                .hasToString("notification job-42 to room acme, users 7, 9");
    }

    @Test
    void authorAndDataAreRequired() {
        assertThatThrownBy(() -> Notification.to("acme").data("hello").build())
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Notification.to("acme").from("7").build())
                .isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "a\0b", "\uFFFF", "\uDC00"})
    void unusableTextsAreRefused(String text) {
        var builder = Notification.to("acme").from("7").data("hello");

        assertThatThrownBy(() -> Notification.to(text)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.from(text)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.id(text)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.traceId(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void dataThatNoEncoderCanWriteIsRefused() {
        var builder = Notification.to("acme").from("7").data("half a pair: \uD83D");

        assertThatThrownBy(builder::build).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("surrogate");
    }

    @Test
    void idsWithASlashBelongToBrowsers() {
        assertThatThrownBy(() -> Notification.to("acme").id("7/42"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("slash");
    }

    @Test
    void usersAreOneToAHundred() {
        var hundred = IntStream.range(0, 100).mapToObj(Integer::toString).toList();
        var builder = Notification.to("acme").from("7").data("hello").users(hundred);
        assertThat(builder.build().users()).containsExactlyElementsOf(hundred);

        assertThatThrownBy(() -> builder.users(List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(builder::users).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.users(IntStream.range(0, 101).mapToObj(Integer::toString).toList()))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("101 users");
    }

    @Test
    void sameUserTwiceIsOneUser() {
        assertThat(Notification.to("acme").from("7").data("hello").users("9", "9").build().users())
                .containsExactly("9");
        assertThat(Notification.to("acme").from("7").data("hello").users(Collections.nCopies(101, "9"))
                .build().users()).containsExactly("9");
    }

    @Test
    void usersAreIds() {
        var builder = Notification.to("acme").from("7").data("hello");

        assertThatThrownBy(() -> builder.users("9", "9\n")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "The user has the character U+000A; expected no control characters, no U+FFFE and no U+FFFF");
        assertThatThrownBy(() -> builder.users("9", null)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("The user is null");
    }

    @Test
    void idMayHave512Bytes() {
        var builder = Notification.to("acme").from("7").data("hello");
        assertThat(builder.id("é".repeat(256)).build().id()).hasSize(256);

        assertThatThrownBy(() -> builder.id("é".repeat(256) + "e"))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("513 bytes");
    }

    @Test
    void traceIdMayHave256Bytes() {
        var builder = Notification.to("acme").from("7").data("hello");
        assertThat(builder.traceId("é".repeat(128)).build().traceId()).contains("é".repeat(128));

        assertThatThrownBy(() -> builder.traceId("é".repeat(128) + "e"))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("257 bytes");
    }

    @Test
    void frameMayHave128KiBLessTheEnvelope() {
        int overhead = frameBytes("");
        assertThat(frameBytes("é".repeat((131_008 - overhead) / 2))).isBetween(131_007, 131_008);
        assertThat(frameBytes("e".repeat(131_008 - overhead))).isEqualTo(131_008);

        assertThatThrownBy(() -> frameBytes("é".repeat((131_008 - overhead) / 2 + 1)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("at most 131,008");
        assertThatThrownBy(() -> frameBytes("e".repeat(131_009 - overhead)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("131,009 bytes as the browser would receive it");
    }

    /** SQS takes these two characters as escapes only, and those reach the browser. */
    @Test
    void charactersThatTakeAnEscapeCountAsThat() {
        int most = (131_008 - frameBytes("")) / 6;
        frameBytes("\uFFFF".repeat(most));

        assertThatThrownBy(() -> frameBytes("\uFFFE".repeat(most + 1)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("at most 131,008");
    }

    private static int frameBytes(String data) {
        var notification = Notification.to("acme").from("7").data(data).build();
        return NotificationJson.longestFrame(notification).getBytes(UTF_8).length;
    }

    @Test
    void keyOfRoomUserAndIdMustFit() {
        var hashes = "#".repeat(256);
        Notification.to(hashes).from("7").data("x").id(hashes).build();

        assertThatThrownBy(() -> Notification.to(hashes).from("7").data("x").users(hashes).id(hashes).build())
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("DynamoDB");
    }

    @Test
    void queueBodyIsReadBack() {
        var body = "{\"user_id\":7,\"room_id\":\"acme\",\"data\":{\"a\":0.10},\"id\":\"x\",\"to\":[\"7\",\"9\"]}";

        assertThat(NotificationJson.body(Notification.parse(body))).isEqualTo(body);
    }

    @Test
    void numbersAreIdsToo() {
        var read = Notification.parse("{\"user_id\":7,\"room_id\":12,\"data\":null,\"to\":[9,\"9\"]}");

        assertThat(read.room()).isEqualTo("12");
        assertThat(read.users()).containsExactly("9");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        []                                                       | Expected a JSON object
        {"room_id":"acme","data":1}                              | user_id is missing
        {"user_id":7,"data":1}                                   | room_id is missing
        {"user_id":7,"room_id":"acme"}                           | data is missing
        {"user_id":true,"room_id":"acme","data":1}               | user_id is true
        {"user_id":"","room_id":"acme","data":1}                 | user_id is empty
        {"user_id":7,"room_id":7.5,"data":1}                     | room_id is 7.5
        {"user_id":7,"room_id":"a\\nb","data":1}                 | U+000A
        {"user_id":7,"room_id":"acme","data":1,"to":[9,"9\\n"]}  | U+000A
        {"user_id":null,"room_id":"acme","data":1}               | user_id is null
        {"user_id":7,"room_id":{},"data":1}                      | room_id is {}
        {"user_id":7,"room_id":"acme","data":1,"id":null}        | id is null
        {"user_id":7,"room_id":"acme","data":1,"id":5.5}         | id is 5.5
        {"user_id":7,"room_id":"acme","data":1,"to":"9"}         | to is "9"
        {"user_id":7,"room_id":"acme","data":1,"to":[]}          | 0 users
        {"user_id":7,"room_id":"acme","data":1,"rooms":["acme"]} | no member "rooms"
        """)
    void otherBodiesAreRefused(String body, String complaint) {
        assertThatThrownBy(() -> Notification.parse(body)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(complaint);
    }

    private static String data(Notification notification) {
        return notification.data();
    }
}

package hermes.backend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class NotificationTest {

    @Test
    void bodyIsThatOfTheProtocol() {
        var notification = Notification.to("acme").from("7")
                .data(Map.of("type", "backup.completed", "data", Map.of("job", 42))).id("job-42-done")
                .users("7", "9").build();

        assertThat(NotificationJson.parse(NotificationJson.body(notification)))
                .isEqualTo(NotificationJson.parse(
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
                    "\"\\u0000\""})
    void jsonKeepsItsDigits(String json) {
        assertThat(data(Notification.to("acme").from("7").json(json).build())).isEqualTo(json);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "{\"a\":1}}", "nothing", "{\"a\":1,\"a\":2}", "NaN"})
    void otherThanJsonIsRefused(String json) {
        assertThatThrownBy(() -> Notification.to("acme").from("7").json(json))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("Expected JSON");
    }

    @Test
    void whatJacksonCannotWriteIsRefused() {
        var builder = Notification.to("acme").from("7");

        assertThatThrownBy(() -> builder.data(new Object())).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot be written as JSON");
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
        assertThatThrownBy(() -> builder.users(IntStream.range(0, 101).mapToObj(Integer::toString).toList()))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("101 users");
    }

    @Test
    void sameUserTwiceIsOneUser() {
        assertThat(Notification.to("acme").from("7").data("hello").users("9", "9").build().users())
                .containsExactly("9");
    }

    @Test
    void frameMayHave128KiBLessTheEnvelope() {
        int overhead = frameBytes("");
        assertThat(frameBytes("é".repeat((131_008 - overhead) / 2))).isBetween(131_007, 131_008);

        assertThatThrownBy(() -> frameBytes("é".repeat((131_008 - overhead) / 2 + 1)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("at most 131,008");
    }

    private static int frameBytes(String data) {
        var notification = Notification.to("acme").from("7").data(data).build();
        return NotificationJson.longestFrame(notification).getBytes(UTF_8).length;
    }

    @Test
    void keyOfRoomUserAndIdMustFit() {
        var hashes = "#".repeat(256);

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
        {"user_id":7.5,"room_id":"acme","data":1}                | user_id is 7.5
        {"user_id":null,"room_id":"acme","data":1}               | user_id is null
        {"user_id":7,"room_id":{},"data":1}                      | room_id is {}
        {"user_id":7,"room_id":"acme","data":1,"id":5}           | id is 5
        {"user_id":7,"room_id":"acme","data":1,"to":"9"}         | to is "9"
        {"user_id":7,"room_id":"acme","data":1,"to":[]}          | 0 users
        {"user_id":7,"room_id":"acme","data":1,"rooms":["acme"]} | no member "rooms"
        """)
    void otherBodiesAreRefused(String body, String complaint) {
        assertThatThrownBy(() -> Notification.parse(body)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(complaint);
    }

    private static String data(Notification notification) {
        return NotificationJson.text(notification.data());
    }
}

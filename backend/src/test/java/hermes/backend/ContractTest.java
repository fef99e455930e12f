package hermes.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import hermes.local.DynamoDbExtension;
import hermes.testing.Contract;
import hermes.testing.FakeSecrets;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class ContractTest {
    @RegisterExtension
    static final DynamoDbExtension db = new DynamoDbExtension();

    static final List<String> VALID = Contract.validIds();
    static final List<String> INVALID = Contract.invalidIds();

    @ParameterizedTest
    @FieldSource("VALID")
    void idOfTheContractIsTaken(String id) {
        var read = read(id, id);

        assertThat(read.room()).isEqualTo(Contract.id(id));
        assertThat(read.users()).containsExactly(Contract.id(id));
    }

    @ParameterizedTest
    @FieldSource("INVALID")
    void noOtherIsTaken(String id) {
        assertThatThrownBy(() -> read(id, "7")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> read("7", id)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void longestFrameIsThatOfTheContract() {
        var example = new NotificationBuilder("acme")
                .traceId(Contract.text("/notifications/example/trace_id"));
        var read = Notification.parse(Contract.text("/notifications/example/body"));
        example.author = read.author();
        var notification = example.json(read.data()).id(read.id()).build();

        assertThat(NotificationJson.body(notification))
                .isEqualTo(Contract.text("/notifications/example/body"));
        assertThat(NotificationJson.longestFrame(notification))
                .isEqualTo(Contract.text("/notifications/example/longest_frame"));
    }

    /** The stack says when it was appended, and calls the streams so. */
    @Test
    void longestFrameOfAnInboxHasATimeAndTheNameOfItsStream() {
        var announcement = Notification.to("acme").from("7").data(1).id("x").inbox();

        assertThat(NotificationJson.longestFrame(announcement.build()))
                .contains("\"stream\":\"%s\"".formatted(Contract.text("/inbox/streams/room")))
                .endsWith(",\"at\":9999999999999}");
        assertThat(NotificationJson.longestFrame(announcement.users("9").build()))
                .contains("\"stream\":\"%s\"".formatted(Contract.text("/inbox/streams/user")));
    }

    @Test
    void traceIsTheAttributeOfTheContract() {
        var traced = Notification.to("acme").from("7").data(1).traceId("t").build();

        assertThat(QueueMessage.of(traced).attributes())
                .containsOnlyKeys(Contract.text("/queue/trace_attribute"));
    }

    @Test
    void limitsAreThoseOfTheContract() {
        assertThat(QueuePublisher.BATCH_MESSAGES).isEqualTo(Contract.number("/queue/batch_messages"));
        assertThat(QueuePublisher.BATCH_BYTES).isEqualTo(Contract.number("/queue/message_bytes"));
        assertThat(Secret.KEPT).isEqualTo(Contract.seconds("/tokens/key_kept_seconds"));
        assertThat(SignedTokens.CLOCK_LEEWAY).isEqualTo(Contract.seconds("/tokens/clock_leeway_seconds"));
        assertThat(SignedTokens.SHORTEST_KEY_BYTES).isEqualTo(Contract.number("/tokens/shortest_key_bytes"));
    }

    @Test
    void tokenAndRowAreThoseOfTheContract() throws IOException {
        var secrets = new FakeSecrets().with("key", "k".repeat(64)).with("passcode", "pass");
        var clock = Clock.systemUTC();
        var tokens = new SignedTokens(db.client(), db.table("TokensTable"),
                new SignedTokens.Secrets(new Secret(secrets, "key", clock),
                        new Secret(secrets, "passcode", clock)),
                Optional.empty(), clock);
        tokens.revoke("7", "acme");
        var token = tokens.issue("7", "acme", TokenLife.ticket(Duration.ofMinutes(1), Duration.ofHours(1)),
                Access.LISTEN);

        assertThat(new ObjectMapper().readTree(Base64.getUrlDecoder().decode(token.split("\\.")[1]))
                .fieldNames())
                .toIterable().isSubsetOf(Contract.texts("/tokens/claims"));
        assertThat(db.client().scan(scan -> scan.tableName(db.table("TokensTable"))).items())
                .singleElement(InstanceOfAssertFactories.MAP)
                .containsOnlyKeys(Contract.texts("/tokens/row").toArray());
    }

    private static Notification read(String room, String user) {
        var queue = "/queue/members/";
        return Notification.parse("{\"%s\":7,\"%s\":%s,\"%s\":1,\"%s\":\"x\",\"%s\":[%s]}".formatted(
                Contract.text(queue + "author"), Contract.text(queue + "room"), room,
                Contract.text(queue + "data"), Contract.text(queue + "id"), Contract.text(queue + "users"),
                user));
    }
}

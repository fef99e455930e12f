package hermes.send;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * Sends broken, odd and forged messages as a browser. Each must be answered with an answer of the protocol, and
 * neither the answers nor what reaches others may go beyond the sender's own room. A failure is replayed by its
 * seed.
 */
class RouteFuzzTest extends FunctionFixture {
    private static final int MESSAGES = 3_000;
    private static final long SEED = Long.getLong("hermes.fuzz.seed", 20261122L);
    private static final List<String> ROUTES = List.of("sendMessage", "sendMessageToSQS", "resume",
            "inbox", "mark", "leave", "$default");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Random random = new Random(SEED);
    private final RandomBodies bodies = new RandomBodies(random);
    private final TreeMap<String, Integer> kinds = new TreeMap<>();

    @Test
    void everyMessageIsAnsweredByTheProtocolAndStaysInTheSendersRoom() throws IOException {
        connect("own=", "7");
        connect("b=", "9");
        connect("v=", "vault", "7");
        var function = function();
        invoke(function, Events.batch(
                Events.record("m", "{\"user_id\":1,\"room_id\":\"vault\",\"data\":\"gold\"}")));
        var protocol = Files.readString(Path.of("..", "docs", "protocol.md"));

        for (int i = 0; i < MESSAGES; i++) {
            var route = ROUTES.get(random.nextInt(ROUTES.size()));
            var body = bodies.sent();
            // So that not all are too many.
            clock.advance(Duration.ofMillis(200));
            var frame = frame(invoke(function, Events.message(route, body)));
            var what = "message %d of seed %d to %s: %s".formatted(i, SEED, route, body);
            assertThat(frame.getBytes(StandardCharsets.UTF_8).length).as(what)
                    .isLessThanOrEqualTo(128 * 1024);
            assertThat(frame).as(what).doesNotContain("gold", "Exception", "hermes.", "DynamoDb", "Table");
            kinds.merge(kind(JSON.readTree(frame), protocol, what), 1, Integer::sum);
        }

        assertThat(kinds).as("what the messages were")
                .containsKeys("ok", "together", "page", "positions", "recovered true",
                        "recovered false", "bad_json", "not_an_object", "data_missing", "invalid_to",
                        "invalid_ref",
                        "invalid_position", "invalid_messages", "ref_missing", "unknown_action", "marked",
                        "invalid_inbox", "invalid_page", "invalid_mark", "left", "home_room",
                        "invalid_rooms", "not_joined")
                .doesNotContainKey("internal");
        assertThat(gateway.frames("v=")).as("seed %d", SEED).hasSize(1);
        assertThat(gateway.frames("b=")).as("seed %d", SEED).hasSizeGreaterThan(10)
                .allSatisfy(
                        frame -> assertThat(JSON.readTree(frame).path("user_id").textValue()).isEqualTo("7"));
        assertThat(lines()).doesNotContain(RandomBodies.MARKER);
        assertWhatWasQueuedIsTheSendersOwn();
    }

    private static String kind(JsonNode answer, String protocol, String what) {
        assertThat(answer.path("data").isObject() && answer.path("data").isEmpty()).as(what).isTrue();
        if (answer.has("error")) {
            var code = answer.path("error").path("code").textValue();
            assertThat(protocol).as(what).contains("`" + code + "`");
            return code;
        }
        if (answer.has("ids")) {
            assertThat(answer.path("ids")).as(what).isNotEmpty()
                    .allSatisfy(id -> assertThat(id.textValue()).matches("7/[A-Za-z0-9_-]{1,64}"));
            return "together";
        }
        if (answer.has("items")) {
            return "page";
        }
        if (answer.path("ok").booleanValue() && answer.has("state")) {
            return "marked";
        }
        if (answer.path("ok").booleanValue() && !answer.has("id")) {
            return "left";
        }
        if (answer.path("ok").booleanValue()) {
            assertThat(answer.path("id").textValue()).as(what)
                    .satisfiesAnyOf(id -> assertThat(id).isEqualTo("R1knPc2ntjMCFIA="),
                            id -> assertThat(id).matches("7/[A-Za-z0-9_-]{1,64}"));
            return "ok";
        }
        assertThat(answer.path("room").has("offset") && answer.path("user").has("offset")).as(what).isTrue();
        return answer.has("recovered") ? "recovered " + answer.path("recovered").asText() : "positions";
    }

    private void assertWhatWasQueuedIsTheSendersOwn() throws IOException {
        int queued = 0;
        for (List<Message> some = received("NotificationQueue"); !some.isEmpty(); some = received(
                "NotificationQueue")) {
            for (Message message : some) {
                var body = JSON.readTree(message.body());
                assertThat(body.path("room_id").textValue()).as(message.body()).isEqualTo("acme");
                assertThat(body.path("user_id").textValue()).as(message.body()).isEqualTo("7");
                assertThat(body.has("hermes")).as(message.body()).isFalse();
                queued++;
            }
        }
        assertThat(queued).isGreaterThan(10);
    }
}

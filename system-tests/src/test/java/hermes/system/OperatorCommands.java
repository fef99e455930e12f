package hermes.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import hermes.cli.CommandRun;
import hermes.cli.terminal.Json;
import hermes.common.Connection;
import hermes.common.DynamoConnections;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Each command as an operator types it, against a stack that really runs; the same for both kinds of target. */
abstract class OperatorCommands {

    @RegisterExtension
    static final WholeStack STACK = new WholeStack();

    private final String room = STACK.newRoom();

    /** The options that name the stack. */
    abstract List<String> target();

    @BeforeEach
    void emptyDeadLetterQueue() {
        STACK.emptyDeadLetterQueue();
    }

    @Test
    void outputsAreThoseOfTheStack() {
        var run = hermes("outputs", "QueueUrl");

        assertThat(run).isEqualTo(new CommandRun(0, STACK.output("QueueUrl") + "\n", ""));
        assertThat(hermes("outputs", "--json").json()).isEqualTo(Json.of(STACK.operations().outputs()));
    }

    @Test
    void tokenConnects() {
        String alone = hermes("token", "--user", "7", "--room", room).out().strip();
        String inJson = hermes("token", "--user", "7", "--room", room, "--json").json().path("token")
                .asText();

        for (String token : List.of(alone, inJson)) {
            assertThat(Listener.handshakeStatus(STACK.webSocketUrl() + "?token=" + token)).isEqualTo(101);
        }
    }

    @Test
    void publishedNotificationArrives() {
        try (var browser = STACK.connect("7", room)) {
            var run = hermes("publish", "--room", room, "--user", "9", "{\"type\":\"info\"}");

            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(browser.next().path("id").asText()).isEqualTo(run.out().strip());
        }
    }

    @Test
    void whatNoStackWouldTakeIsRefused() {
        var token = hermes("token", "--user", "", "--room", room);
        var run = hermes("publish", "--room", room, "--user", "9", "--id", "a/b", "1", "--json");

        assertThat(token.exitCode()).isEqualTo(2);
        assertThat(token.err()).startsWith("hermes: ").contains("'--user'");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.json().path("failed").path(0).path("reason").asText()).contains("slash");
        assertThat(run.err()).startsWith("hermes: DATA was not published: ");
    }

    @Test
    void connectionsTellWhoIsConnectedSinceWhen() {
        var before = Instant.now().minusSeconds(5);
        try (var _ = STACK.connect("7", room); var _ = STACK.connect("9", room)) {
            var found = hermes("connections", "--room", room, "--json").jsonLines();

            assertThat(found).extracting(connection -> connection.path("user").asText()).containsExactly("7",
                    "9");
            assertThat(found)
                    .allSatisfy(
                            connection -> assertThat(Instant.parse(connection.path("connectedAt").asText()))
                                    .isAfter(before));
            assertThat(hermes("connections").out()).contains(room)
                    .contains(found.getFirst().path("connection").asText());
        }
    }

    /** Nor is anybody asked whether nobody is to be disconnected. */
    @Test
    void emptyRoomIsToldInASentence() {
        var nobody = new CommandRun(0, "Nobody is connected to room " + room + ".\n", "");

        assertThat(hermes("connections", "--room", room)).isEqualTo(nobody);
        assertThat(hermes("kick", "--room", room)).isEqualTo(nobody);
        assertThat(hermes("kick", "--room", room, "--user", "7").out())
                .isEqualTo("User 7 is not connected to room " + room + ".\n");
        assertThat(hermes("revoke", "--room", room, "--user", "7", "--yes", "--json").json())
                .isEqualTo(Json.object().put("revoked", true).put("closed", 0).put("gone", 0)
                        .put("connecting", 0));
    }

    @Test
    void kickClosesTheUserAndNobodyElse() {
        try (var kicked = STACK.connect("7", room); var other = STACK.connect("9", room)) {
            var run = hermes("kick", "--room", room, "--user", "7", "--yes", "--json");

            assertThat(run.json().path("closed").asInt()).as(run.err()).isEqualTo(1);
            Eventually.isTrue("user 7 is disconnected", kicked::isClosed);
            Eventually.isTrue("its row is gone", () -> STACK.connectionIds(room).size() == 1);
            assertThat(other.isClosed()).isFalse();
        }
    }

    @Test
    void kickForgetsWhoIsGone() {
        putRow(Instant.now().minus(Duration.ofMinutes(5)));

        assertThat(hermes("kick", "--room", room, "--yes", "--json").json())
                .isEqualTo(Json.object().put("closed", 0).put("gone", 1).put("connecting", 0));

        assertThat(STACK.connectionIds(room)).isEmpty();
    }

    /** Before a handshake is over, @connections says 410 for the connection that it is about to open. */
    @Test
    void kickLeavesTheRowOfWhoIsJustConnecting() {
        putRow(Instant.now());

        assertThat(hermes("kick", "--room", room, "--yes").out()).contains("Just connecting, not closed: 1");

        assertThat(STACK.connectionIds(room)).hasSize(1);
    }

    @Test
    void withoutATerminalNothingIsDestroyedUnasked() {
        try (var browser = STACK.connect("7", room)) {
            for (String[] deed : new String[][]{{"kick", "--room", room},
                    {"revoke", "--room", room, "--user", "7"},
                    {"rotate-key"}, {"dead-letters", "delete", "--all"}}) {
                var run = hermes(deed);

                assertThat(run.exitCode()).as(deed[0]).isEqualTo(2);
                assertThat(run.err()).contains("add --yes to go ahead");
            }
            assertThat(browser.isClosed()).isFalse();
        }
    }

    @Test
    void revokedUserIsOutAndStaysOut() {
        String token = STACK.token("7", room);
        try (var browser = new Listener(STACK.webSocketUrl(), token)) {
            var run = hermes("revoke", "--room", room, "--user", "7", "--yes");

            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.out()).contains("Revoked").contains("Closed: 1");
            Eventually.isTrue("user 7 is disconnected", browser::isClosed);
        }
        assertThat(Listener.handshakeStatus(STACK.webSocketUrl() + "?token=" + token)).isEqualTo(403);
    }

    @Test
    void deadLetterIsListedWithReasonAndAgeAndShownWhole() {
        STACK.putOnQueue("this is not JSON");
        JsonNode letter = theOnlyDeadLetter();

        assertThat(letter.path("reasonCode").asText()).isEqualTo("bad_json");
        assertThat(hermes("dead-letters").out()).contains(id(letter)).containsPattern("\\d+s +bad_json");
        var shown = hermes("dead-letters", "show", id(letter), "--json");
        assertThat(shown.jsonLines()).singleElement()
                .extracting(json -> json.path("body").asText()).isEqualTo("this is not JSON");
    }

    @Test
    void redrivenLetterIsDeliveredUnderItsFirstId() {
        String id = "late-" + UUID.randomUUID();
        putIntoDeadLetterQueue(
                "{\"user_id\":1,\"room_id\":\"%s\",\"data\":2,\"id\":\"%s\"}".formatted(room, id));
        JsonNode letter = theOnlyDeadLetter();
        try (var browser = STACK.connect("7", room)) {
            var run = hermes("dead-letters", "redrive", id(letter), "--json");

            assertThat(run.json().path("redriven").asInt()).as(run.err()).isEqualTo(1);
            assertThat(browser.next().path("id").asText()).isEqualTo(id);
        }
        assertThat(hermes("dead-letters").out()).startsWith("There are no dead letters");
    }

    /** What nobody has mended comes back, once for each run and with the id that it had at first. */
    @Test
    void letterThatComesBackIsNotSentRoundAndRound() {
        STACK.putOnQueue("still not JSON");
        String publishedId = theOnlyDeadLetter().path("publishedId").asText();

        var run = hermes("dead-letters", "redrive", "--all");

        assertThat(run).isEqualTo(new CommandRun(0, "Redriven: 1\n", ""));
        assertThat(theOnlyDeadLetter().path("publishedId").asText()).isEqualTo(publishedId);
    }

    @Test
    void deletedLetterIsGoneAndTheOthersStay() {
        putIntoDeadLetterQueue("1");
        JsonNode first = theOnlyDeadLetter();
        putIntoDeadLetterQueue("2");

        var run = hermes("dead-letters", "delete", id(first), "--yes", "--json");

        assertThat(run).isEqualTo(new CommandRun(0, "{\"deleted\":1}\n", ""));
        assertThat(id(theOnlyDeadLetter())).isNotEqualTo(id(first));
    }

    @Test
    void letterThatIsNotThereIsNamed() {
        var run = hermes("dead-letters", "redrive", "no-such-id");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("not in the dead-letter queue: no-such-id");
    }

    @Test
    void optionsThatMakeNoSenseAreWrongUsage() {
        assertThat(hermes("dead-letters", "redrive").exitCode()).isEqualTo(2);
        assertThat(hermes("dead-letters", "delete", "x", "--all").exitCode()).isEqualTo(2);
        assertThat(hermes("dead-letters", "--limit", "0").err()).contains("--limit is 1 or more");
        assertThat(hermes("tail", "--room", room, "--count", "0").err()).contains("--count is 1 or more");
    }

    /** The connection is closed under it between the two notifications. */
    @Test
    void tailPrintsEachNotificationOnceAcrossABreak() {
        // On a thread of its own: a small machine's common pool has one, which the other WebSockets need.
        var tail = CompletableFuture.supplyAsync(
                () -> hermes("tail", "--room", room, "--count", "2", "--json"),
                task -> Thread.ofPlatform().start(task));
        Eventually.isTrue("tail is connected", () -> STACK.connectionIds(room).size() == 1);
        try (var browser = STACK.connect("7", room)) {
            hermes("publish", "--room", room, "--user", "7", "1");
            browser.next();
            STACK.operations().closeConnections(room, Optional.empty(), _ -> {});
            hermes("publish", "--room", room, "--user", "7", "2");
        }

        var run = tail.join();

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.jsonLines()).extracting(frame -> frame.path("data").asInt()).containsExactly(1, 2);
    }

    private CommandRun hermes(String... args) {
        return CommandRun.of(target(), args);
    }

    private JsonNode theOnlyDeadLetter() {
        Eventually.isTrue("one dead letter lies in the queue", () -> visibleDeadLetters() == 1);
        return hermes("dead-letters", "--json").json();
    }

    private static int visibleDeadLetters() {
        var visible = QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES;
        return Integer.parseInt(STACK.aws().sqs()
                .getQueueAttributes(
                        get -> get.queueUrl(STACK.output("DeadLetterQueueUrl")).attributeNames(visible))
                .attributes().get(visible));
    }

    private static String id(JsonNode letter) {
        return letter.path("id").asText();
    }

    private static void putIntoDeadLetterQueue(String body) {
        STACK.aws().sqs()
                .sendMessage(send -> send.queueUrl(STACK.output("DeadLetterQueueUrl")).messageBody(body));
    }

    /** Of a connection that the gateway does not have. */
    private void putRow(Instant connectedAt) {
        new DynamoConnections(STACK.aws().dynamoDb(), STACK.output("ConnectionsTableName"),
                Clock.systemUTC())
                .put(Connection.since(connectedAt, "BmDf3fo-6awC3to=", room, "7"));
    }
}

package hermes.system.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import hermes.cli.CommandRun;
import hermes.testing.Eventually;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** What could not be delivered, and what becomes of it. */
abstract class DeadLetterCommands extends OperatorCommands {

    @BeforeEach
    void clearQueues() {
        STACK.clearQueues();
    }

    @Test
    void deadLetterIsListedWithReasonAndAgeAndShownWhole() {
        STACK.putOnQueue("this is not JSON");
        var letter = theOnlyDeadLetter();

        assertThat(letter.path("reasonCode").asText()).isEqualTo("bad_json");
        assertThat(hermes("dead-letters").out()).contains(id(letter)).containsPattern("\\d+s +bad_json");
        var shown = hermes("dead-letters", "show", id(letter), "--json");
        assertThat(shown.jsonLines()).singleElement()
                .extracting(json -> json.path("body").asText()).isEqualTo("this is not JSON");
    }

    @Test
    void redrivenLetterIsDeliveredUnderItsFirstId() {
        var id = "late-" + UUID.randomUUID();
        putIntoDeadLetterQueue(
                "{\"user_id\":1,\"room_id\":\"%s\",\"data\":2,\"id\":\"%s\"}".formatted(room, id));
        var letter = theOnlyDeadLetter();
        try (var browser = STACK.connect("7", room)) {
            var run = hermes("dead-letters", "redrive", id(letter), "--json");

            assertThat(run.json().path("redriven").asInt()).as(run.err()).isEqualTo(1);
            assertThat(browser.next().path("id").asText()).isEqualTo(id);
        }
        assertThat(hermes("dead-letters").out()).startsWith("There are no dead letters");
    }

    @Test
    void letterOfTheOrderedQueueIsListedAsSuchAndRedrivenThere() {
        var id = "late-" + UUID.randomUUID();
        putIntoOrderedDeadLetterQueue(room,
                "{\"user_id\":1,\"room_id\":\"%s\",\"data\":2,\"id\":\"%s\"}".formatted(room, id));
        try (var browser = STACK.connect("7", room)) {
            assertThat(hermes("dead-letters").out()).containsPattern(" ordered +\\d+s ");
            var run = hermes("dead-letters", "redrive", "--all", "--json");

            assertThat(run.json().path("redriven").asInt()).as(run.err()).isEqualTo(1);
            assertThat(browser.next().path("id").asText()).isEqualTo(id);
        }
        assertThat(hermes("dead-letters").out()).startsWith("There are no dead letters");
    }

    /** What nobody has mended comes back, once for each run and with the id that it had at first. */
    @Test
    void letterThatComesBackIsNotSentRoundAndRound() {
        STACK.putOnQueue("still not JSON");
        var publishedId = theOnlyDeadLetter().path("publishedId").asText();

        var run = hermes("dead-letters", "redrive", "--all");

        assertThat(run.withoutProgress()).isEqualTo(new CommandRun(0, "Redriven: 1\n", ""));
        assertThat(theOnlyDeadLetter().path("publishedId").asText()).isEqualTo(publishedId);
    }

    @Test
    void deletedLetterIsGoneAndTheOthersStay() {
        putIntoDeadLetterQueue("1");
        var first = theOnlyDeadLetter();
        putIntoDeadLetterQueue("2");

        var run = hermes("dead-letters", "delete", id(first), "--yes", "--json");

        assertThat(run.withoutProgress()).isEqualTo(new CommandRun(0, "{\"deleted\":1}\n", ""));
        assertThat(id(theOnlyDeadLetter())).isNotEqualTo(id(first));
    }

    @Test
    void letterThatIsNotThereIsNamed() {
        var run = hermes("dead-letters", "redrive", "no-such-id");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("not in a dead-letter queue: no-such-id");
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

    private static void putIntoOrderedDeadLetterQueue(String room, String body) {
        STACK.aws().sqs()
                .sendMessage(
                        send -> send.queueUrl(STACK.output("OrderedDeadLetterQueueUrl")).messageBody(body)
                                .messageGroupId(room).messageDeduplicationId(UUID.randomUUID().toString()));
    }
}

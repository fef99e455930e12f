package hermes.system.operator;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.testing.Eventually;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The first question of whoever is on call. */
abstract class StatusCommands extends OperatorCommands {

    private static final Pattern BOTH_EMPTY = Pattern.compile("(?m)^unordered +0 +0 .*\\nordered +0 +0 ");

    @BeforeEach
    void nothingIsWrong() {
        STACK.clearQueues();
        Eventually.isTrue("nothing is wrong", () -> hermes("status").exitCode() == 0);
    }

    /** Other classes publish on the same stack meanwhile, and what was broken off is hidden for 150 seconds. */
    @Test
    void stackWithNothingWrongSaysSo() {
        Eventually.isTrue("both queues are told to be empty", Duration.ofMinutes(4), () -> {
            var run = hermes("status");
            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.out()).endsWith("Nothing is wrong.\n").contains("Dead letters: 0\n");
            return BOTH_EMPTY.matcher(run.out()).find();
        });
    }

    /** A connection that another test has closed may be forgotten meanwhile. */
    @Test
    void whoIsConnectedIsCounted() {
        try (var _ = STACK.connect("7", room)) {
            Eventually.isTrue("all are counted that are listed", () -> {
                int counted = hermes("status", "--json").json().path("connections").asInt();
                var listed = hermes("connections", "--json").jsonLines();
                assertThat(listed).extracting(row -> row.path("room").asText()).contains(room);
                return counted == listed.size();
            });
        }
    }

    @Test
    void deadLettersAreWrongAndTheirReasonsAreShown() {
        STACK.putOnQueue("this is not JSON");
        Eventually.isTrue("the dead letter is counted", () -> hermes("status").exitCode() == 5);

        var run = hermes("status");
        assertThat(run.out()).contains("Dead letters: 1, the oldest for ", ", bad_json 1\n")
                .endsWith("Wrong: 1 dead letter\n");
        var json = hermes("status", "--json");
        assertThat(json.exitCode()).isEqualTo(5);
        assertThat(json.json().path("deadLetters").path("reasons").path("bad_json").asInt()).isEqualTo(1);
        assertThat(json.json().path("deadLetters").path("last").get(0).path("reason").asText()).isNotEmpty();
        // What was looked at was given back.
        assertThat(hermes("dead-letters", "--json").jsonLines()).hasSize(1);
    }
}

package hermes.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each event that is kept for trying the function by hand does what its case says. */
class EventFilesTest extends FunctionFixture {

    /** Of the token that the connection of the events was opened with. */
    private static final Instant BEFORE_THE_END = Instant.parse("2099-12-31T00:00:00Z");

    @ParameterizedTest
    @CsvSource({"sqs, 1, 0", "sqs-numeric-user, 1, 0", "sqs-to-users, 1, 0", "sqs-inbox, 1, 0",
            "sqs-batch, 1, 1",
            "sqs-not-json, 0, 1",
            "sqs-no-room, 0, 1", "sqs-last-receive, 1, 0", "sqs-page-job, 0, 0", "sqs-retry-job, 0, 0",
            "sqs-check-job, 0, 0"})
    void aBatchIsHandled(String file, int frames, int deadLetters) throws IOException {
        connect("Wny0-YAw2ZECQoE=", "7");

        assertThat(failures(invoke(function(), event(file)))).isEmpty();
        assertThat(gateway.frames("Wny0-YAw2ZECQoE=")).hasSize(frames);
        assertThat(received("DeadLetterQueue")).hasSize(deadLetters);
    }

    @ParameterizedTest
    @CsvSource({"send-message, ok", "send-message-plain, ok", "send-message-to-users, ok",
            "send-messages-together, ids",
            "send-message-to-sqs, ok",
            "send-message-not-allowed, not_allowed", "resume, \"recovered\":false",
            "resume-rooms, not_granted", "leave, \"ok\":true",
            "inbox, \"items\":[]", "mark, \"ok\":true", "resume-without-position, \"room\":{\"epoch\":\"\"",
            "unknown-action, unknown_action",
            "not-json, bad_json"})
    void aMessageIsAnswered(String file, String part) throws IOException {
        clock.advance(Duration.between(clock.instant(), BEFORE_THE_END));

        assertThat(frame(invoke(function(), event(file)))).contains(part).endsWith(",\"data\":{}}");
    }

    @Test
    void aVariableThatIsMissingStopsTheStart() {
        Map<String, String> variables = variables();
        for (String name : variables.keySet()) {
            var without = variables();
            without.remove(name);
            assertThatThrownBy(() -> function(without)).as(name).hasMessageContaining(name);
        }
    }

    private static String event(String file) throws IOException {
        return Files.readString(Path.of("..", "events", file + ".json"));
    }
}

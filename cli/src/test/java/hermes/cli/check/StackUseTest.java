package hermes.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import hermes.backend.Access;
import hermes.backend.Publication;
import hermes.cli.stack.Closings;
import hermes.cli.stack.FakeStack;
import hermes.cli.tail.FakeGateway;
import hermes.cli.terminal.CommandFailed;
import hermes.cli.terminal.Json;
import hermes.common.LastFrame;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A stack whole, and with each part broken in turn: the check says which. */
final class StackUseTest {

    private enum Part {
        NOTHING,
        TOKEN,
        CONNECT,
        RESUME,
        RESUME_ANSWERED_BY_AN_ERROR,
        ORDERED_QUEUE,
        DELIVERY,
        UNORDERED_QUEUE,
        FINDING,
        CLOSING
    }

    private static final Map<Part, Map<String, String>> SAYS = Map.of(
            Part.NOTHING, Map.of(),
            Part.TOKEN, Map.of("token", "the table is gone", "resume", "not tried"),
            Part.CONNECT, Map.of("connect", "AuthorizerFunction fails", "kick", "not tried"),
            Part.RESUME, Map.of("resume", "there is not the answer to resume"),
            Part.RESUME_ANSWERED_BY_AN_ERROR, Map.of("resume", "resume was answered"),
            Part.ORDERED_QUEUE, Map.of("publish", "the queue refused the notification: full"),
            Part.DELIVERY,
            Map.of("publish", "there is not what was put on the queue", "publish unordered", "there is not"),
            Part.UNORDERED_QUEUE, Map.of("publish unordered", "the queue refused the notification: full"),
            Part.FINDING, Map.of("kick", "the connection was not found"),
            Part.CLOSING, Map.of("kick", "the connection is open"));

    private Part broken;
    private final FakeGateway gateway = new FakeGateway(this::answer);

    @AfterEach
    void close() {
        gateway.close();
    }

    @ParameterizedTest
    @EnumSource
    void whatIsBrokenIsNamed(Part part) throws InterruptedException {
        var failed = check(part).stream().filter(outcome -> !outcome.holds()).toList();

        SAYS.get(part)
                .forEach((name, says) -> assertThat(failed).filteredOn(outcome -> outcome.part().equals(name))
                        .singleElement().satisfies(outcome -> assertThat(outcome.says()).contains(says)));
        assertThat(failed).filteredOn(outcome -> !outcome.says().startsWith("not tried"))
                .allSatisfy(outcome -> assertThat(SAYS.get(part)).containsKey(outcome.part()));
    }

    @Test
    void everyPartIsToldWhateverHolds() throws InterruptedException {
        assertThat(check(Part.NOTHING)).extracting(Outcome::part).containsExactly("token", "connect",
                "resume",
                "publish", "publish unordered", "kick");
    }

    private List<Outcome> check(Part part) throws InterruptedException {
        broken = part;
        if (part == Part.CONNECT) {
            gateway.refuse(500);
        }
        var patience = part == Part.RESUME || part == Part.DELIVERY || part == Part.CLOSING
                ? Duration.ofMillis(300)
                : Duration.ofSeconds(30);
        var outcomes = new Outcomes();
        new StackUse(new Stack(), patience).run(outcomes);
        return outcomes.all();
    }

    private List<String> answer(String message) {
        try {
            var answer = Json.object().put("ref", Json.parse(message).path("ref").asText());
            return switch (broken) {
                case RESUME -> List.of();
                case RESUME_ANSWERED_BY_AN_ERROR -> List.of(answer.put("error", "internal").toString());
                default -> {
                    answer.putObject("room").put("offset", 0);
                    yield List.of("{\"data\":\"of another check\"}", answer.toString());
                }
            };
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private final class Stack extends FakeStack {

        @Override
        public Map<String, String> outputs() {
            return Map.of("WebSocketUrl", gateway.url());
        }

        @Override
        public String issueToken(String user, String room, Duration lifetime, Access access,
                List<String> further) {
            if (broken == Part.TOKEN) {
                throw new CommandFailed("the table is gone");
            }
            return "token";
        }

        @Override
        public List<Publication> publish(List<String> notifications) {
            return deliver(notifications, Part.ORDERED_QUEUE);
        }

        @Override
        public List<Publication> publishUnordered(List<String> notifications) {
            return deliver(notifications, Part.UNORDERED_QUEUE);
        }

        private List<Publication> deliver(List<String> notifications, Part queue) {
            if (broken == queue) {
                return List.of(new Publication.Failed("id", "full"));
            }
            if (broken != Part.DELIVERY) {
                notifications.forEach(gateway::send);
            }
            return List.of(new Publication.Queued("id"));
        }

        @Override
        public Closings closeConnections(String room, Optional<String> user, Optional<LastFrame> lastFrame,
                IntConsumer progress) {
            if (broken == Part.FINDING) {
                return Closings.NONE;
            }
            var told = lastFrame.orElseThrow().json();
            if (broken == Part.CLOSING) {
                gateway.send(told);
            } else {
                gateway.end(told);
            }
            return new Closings(1, 0, 0);
        }
    }
}

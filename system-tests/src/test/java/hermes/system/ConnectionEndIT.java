package hermes.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import hermes.cli.CommandRun;
import hermes.common.Connection;
import hermes.common.DynamoConnections;
import hermes.testing.Eventually;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Connections end with their tokens, and whoever takes a token away is told if one may be left. */
@Order(2)
final class ConnectionEndIT {

    @RegisterExtension
    static final WholeStack STACK = new WholeStack();

    /** Long enough for a handshake on a busy machine, which then lasts for the rest of it. */
    private static final Duration SHORT = Duration.ofSeconds(10);

    private static final Duration BETWEEN_DELIVERIES = Duration.ofSeconds(2);

    /** A connection's id, as far as its form goes. */
    private static final String NOBODYS = "Wny0-YAw2ZECQoE=";

    private final String room = STACK.newRoom();

    @Test
    void deliveryThatMeetsAConnectionWhoseTokenHasEndedClosesIt() {
        try (var over = connectAndOutlive("7"); var other = STACK.connect("8", room)) {
            Eventually.isTrue("a delivery has met it", Duration.ofMinutes(2), BETWEEN_DELIVERIES, () -> {
                putRowBack(over);
                STACK.publish(room, "after the end");
                return over.browser.isClosed();
            });

            saysWhy(over.browser.next());
            assertThat(other.next().path("data").asText()).isEqualTo("after the end");
        }
    }

    /** DynamoDB deletes expired rows within days, the one of this machine within seconds. */
    private void putRowBack(Outlived over) {
        connections().put(Connection.since(over.end.minus(SHORT), over.id, room, "7").endingBy(over.end));
    }

    @Test
    void messageAfterTheEndOfTheTokenClosesTheConnection() {
        try (var over = connectAndOutlive("7")) {
            over.browser.send("{\"action\":\"sendMessage\",\"data\":\"too late\"}");

            var frames = over.browser.until(frame -> frame.has("close"));
            assertThat(frames).noneMatch(frame -> frame.path("data").asText().equals("too late"));
            saysWhy(frames.getLast());
            Eventually.isTrue("the connection is closed", over.browser::isClosed);
        }
    }

    /** Of a function whose clock is ahead: for an hour nobody can tell whether it is about to open. */
    @Test
    void revokeThatCannotBeSureExitsWith4(@TempDir Path noClient) {
        var token = STACK.token("7", room);
        connections().put(Connection.since(Instant.now().plus(Duration.ofHours(1)), NOBODYS, room, "7"));
        try (var console = STACK.startConsole(noClient)) {
            var revoke = CommandRun.of(List.of("--port", "" + console.port()), "revoke", "--room", room,
                    "--user", "7", "--watch", "1s", "--yes");

            assertThat(revoke.exitCode()).as("%s", revoke).isEqualTo(4);
            assertThat(revoke.out()).startsWith("Revoked: no token of user 7 opens room " + room);
            assertThat(revoke.err()).contains(
                    "not sure that user 7 is out of room " + room
                            + ": there are still connections; revoke again");
        }
        assertThat(Browser.handshakeStatus(STACK.webSocketUrl() + "?token=" + token)).isEqualTo(403);
    }

    private Outlived connectAndOutlive(String user) {
        for (var lifetime = SHORT;; lifetime = lifetime.multipliedBy(2)) {
            var before = Instant.now();
            var token = STACK.token(user, room, lifetime);
            // Whole seconds, and the token was issued before now.
            var end = Instant.now().plus(lifetime).plusSeconds(1);
            try {
                var browser = new Browser(STACK.webSocketUrl(), token);
                var id = STACK.connectionIds(room).getFirst();
                Eventually.isTrue("the token has ended", lifetime.plus(SHORT),
                        () -> Instant.now().isAfter(end));
                return new Outlived(browser, id, end);
            } catch (CompletionException e) {
                assertThat(Instant.now()).as("refused before its end: %s", e)
                        .isAfter(before.plus(lifetime).minusSeconds(1));
            }
        }
    }

    private static void saysWhy(JsonNode last) {
        assertThat(last.path("close").path("code").asText()).isEqualTo("token_expired");
        assertThat(last.path("data").isObject()).isTrue();
        assertThat(last.path("data")).isEmpty();
    }

    private static DynamoConnections connections() {
        return new DynamoConnections(STACK.aws().dynamoDb(), STACK.output("ConnectionsTableName"),
                Clock.systemUTC());
    }

    /** A connection whose token has ended. */
    private record Outlived(Browser browser, String id, Instant end) implements AutoCloseable {

        @Override
        public void close() {
            browser.close();
        }
    }
}

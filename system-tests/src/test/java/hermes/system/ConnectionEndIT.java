package hermes.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import hermes.cli.CommandRun;
import hermes.cli.console.ConsoleApi;
import hermes.cli.console.ConsoleServer;
import hermes.cli.console.LogFeed;
import hermes.common.Connection;
import hermes.common.DynamoConnections;
import hermes.testing.Eventually;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Connections end with their tokens, and whoever takes a token away is told if one may be left. */
final class ConnectionEndIT {

    @RegisterExtension
    static final WholeStack STACK = new WholeStack();

    /** Long enough for a handshake on a busy machine, which then lasts for the rest of it. */
    private static final Duration SHORT = Duration.ofSeconds(10);

    private final String room = STACK.newRoom();

    @Test
    void deliveryThatMeetsAConnectionWhoseTokenHasEndedClosesIt() {
        try (var other = STACK.connect("8", room); var over = connectAndOutlive("7")) {
            STACK.publish(room, "after the end");

            assertThat(other.next().path("data").asText()).isEqualTo("after the end");
            assertSaidWhyAndClosed(over, over.next());
            Eventually.isTrue("its row is gone", () -> STACK.connectionIds(room).size() == 1);
        }
    }

    @Test
    void messageAfterTheEndOfTheTokenClosesTheConnection() {
        try (var over = connectAndOutlive("7")) {
            over.send("{\"action\":\"sendMessage\",\"data\":\"too late\"}");

            var frames = over.until(frame -> frame.has("close"));
            assertThat(frames).noneMatch(frame -> frame.path("data").asText().equals("too late"));
            assertSaidWhyAndClosed(over, frames.getLast());
        }
    }

    /** Of a function whose clock is ahead: for an hour nobody can tell whether it is about to open. */
    @Test
    void revokeThatCannotBeSureExitsWith4(@TempDir Path noClient) {
        var token = STACK.token("7", room);
        new DynamoConnections(STACK.aws().dynamoDb(), STACK.output("ConnectionsTableName"),
                Clock.systemUTC())
                .put(Connection.since(Instant.now().plus(Duration.ofHours(1)), "never=", room, "7"));
        try (var console = new ConsoleServer(
                new ConsoleApi(STACK.operations(), STACK.local()::invoke, STACK.metrics()), new LogFeed(),
                noClient, 0).start(0)) {
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

    private Browser connectAndOutlive(String user) {
        for (var lifetime = SHORT;; lifetime = lifetime.multipliedBy(2)) {
            var end = Instant.now().plus(lifetime);
            var token = STACK.token(user, room, lifetime);
            try {
                var browser = new Browser(STACK.webSocketUrl(), token);
                Eventually.isTrue("the token has ended", lifetime.plus(SHORT),
                        () -> Instant.now().isAfter(end));
                return browser;
            } catch (CompletionException e) {
                assertThat(Instant.now()).as("refused before its end: %s", e).isAfter(end);
            }
        }
    }

    private static void assertSaidWhyAndClosed(Browser browser, JsonNode last) {
        assertThat(last.path("close").path("code").asText()).isEqualTo("token_expired");
        assertThat(last.path("data")).isEmpty();
        Eventually.isTrue("the connection is closed", browser::isClosed);
    }
}

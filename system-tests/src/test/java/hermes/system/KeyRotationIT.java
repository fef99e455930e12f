package hermes.system;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.cli.CommandRun;
import hermes.cli.PretendedAws;
import hermes.cli.console.ConsoleServer;
import hermes.testing.Eventually;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rotates the key of a stack of its own, because the other tests keep signing with the first one. A build does it under
 * thirty clients; under a hundred:
 *
 * <pre>{@code
 * mvn verify -pl system-tests -am -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=KeyRotationIT -Dclients=100
 * }</pre>
 */
final class KeyRotationIT {

    private static final int CLIENTS = Integer.getInteger("clients", 30);
    private static final int FORBIDDEN = 403;

    /** A little more than what the authorizer lets pass before it reads its keys again for an unknown signature. */
    private static final Duration BETWEEN_KEY_READS = Duration.ofMillis(5_500);

    @RegisterExtension
    static final WholeStack STACK = WholeStack.ofItsOwn(Map.of("ConnectionsPerUser", "" + 2 * CLIENTS));

    private static ConsoleServer console;
    private static PretendedAws aws;

    @BeforeAll
    static void startConsole(@TempDir Path noClient) throws IOException {
        console = STACK.startConsole(noClient);
        aws = new PretendedAws(STACK.operations().outputs(), STACK.local().awsEndpoint());
    }

    @AfterAll
    static void stopConsole() {
        aws.close();
        console.close();
    }

    /**
     * As docs/operations.md says: backends go on signing with the key before for a while, and the second rotation comes
     * when no token of the first key is in use any more. What takes minutes in life is a rest of seconds here.
     */
    @Test
    void nobodyIsRefusedWhileTheKeyIsRotatedTwice() {
        var first = backend();
        var oldest = first.token();
        var clients = new ReconnectingClients(CLIENTS, STACK.webSocketUrl(), first::token);
        try (var quiet = new Browser(STACK.webSocketUrl(), oldest); clients) {
            var firstRotation = rotate(List.of("--port", "" + console.port()));
            assertThat(firstRotation.err()).isEmpty();
            var second = backend();
            clients.goOnWith(bothInTurn(first, second));
            clients.goOnWith(second::token);

            clients.rest(BETWEEN_KEY_READS);
            var secondRotation = rotate(aws.target());
            assertThat(secondRotation.err()).startsWith("Caution: the last rotation was at ");
            var third = backend();
            clients.goOnWith(bothInTurn(second, third));
            clients.goOnWith(third::token);
            Eventually.isTrue("the oldest token is refused", () -> handshake(oldest) == FORBIDDEN);

            STACK.publish("acme", "after");
            assertThat(quiet.next().path("data").asText()).isEqualTo("after");
        }
        System.out.printf("Key rotation: %,d connects of %d clients, %d refused, %d connections lost%n",
                clients.connects(), CLIENTS, clients.refusals().size(), clients.lostConnections());
        assertThat(clients.refusals()).isEmpty();
        assertThat(clients.lostConnections()).isZero();
    }

    private static SigningBackend backend() {
        return new SigningBackend(STACK, "7", "acme");
    }

    /** Backends notice a new key at different times. */
    private static Supplier<String> bothInTurn(SigningBackend before, SigningBackend after) {
        var turn = new AtomicInteger();
        return () -> (turn.getAndIncrement() % 2 == 0 ? before : after).token();
    }

    private static CommandRun rotate(List<String> target) {
        var unasked = CommandRun.of(target, "rotate-key");
        assertThat(unasked.exitCode()).as(unasked.out()).isEqualTo(2);
        assertThat(unasked.err()).contains("add --yes to go ahead: Make a new signing key for");

        var run = CommandRun.of(target, "rotate-key", "--yes", "--json", "--token-lifetime", "1h");

        assertThat(run.exitCode()).as(run.err()).isZero();
        var rotatedAt = Instant.parse(run.json().path("rotatedAt").asText());
        assertThat(Instant.parse(run.json().path("nextRotationFrom").asText()))
                .isEqualTo(rotatedAt.plus(Duration.ofMinutes(65)));
        return run;
    }

    private static int handshake(String token) {
        return Browser.handshakeStatus(STACK.webSocketUrl() + "?token=" + token);
    }
}

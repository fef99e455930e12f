package hermes.system;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.cli.CommandRun;
import hermes.cli.PretendedAws;
import hermes.cli.console.ConsoleApi;
import hermes.cli.console.ConsoleServer;
import hermes.cli.console.LogFeed;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rotates the key of a stack of its own, because the other tests keep signing with the first one. */
final class KeyRotationIT {

    private static final int CLIENTS = 100;
    private static final int FORBIDDEN = 403;

    /** A little more than what the authorizer lets pass before it reads its keys again for an unknown signature. */
    private static final Duration BETWEEN_KEY_READS = Duration.ofMillis(5_500);

    private static WholeStack stack;
    private static ConsoleServer console;
    private static PretendedAws aws;

    @BeforeAll
    static void startStack(@TempDir Path noClient) throws IOException {
        stack = WholeStack.of(WholeStack.TEMPLATE);
        console = new ConsoleServer(
                new ConsoleApi(stack.operations(), stack.local()::invoke, stack.figures()), new LogFeed(),
                noClient, 0).start(0);
        aws = new PretendedAws(stack.operations().outputs(), stack.local().awsEndpoint());
    }

    @AfterAll
    static void stopStack() {
        aws.close();
        console.close();
        stack.close();
    }

    /**
     * As docs/operations.md says: backends go on signing with the key before for a while, and the second rotation comes
     * when no token of the first key is in use any more. What takes minutes in life is a rest of seconds here.
     */
    @Test
    void nobodyIsRefusedWhileTheKeyIsRotatedTwice() {
        var first = backend();
        String oldest = first.token();
        var herd = new Herd(CLIENTS, stack.webSocketUrl(), first::token);
        try (var quiet = new Listener(stack.webSocketUrl(), oldest); herd) {
            var firstRotation = rotate(List.of("--port", "" + console.port()));
            assertThat(firstRotation.err()).isEmpty();
            var second = backend();
            herd.goOnWith(bothInTurn(first, second));
            herd.goOnWith(second::token);

            herd.rest(BETWEEN_KEY_READS);
            var secondRotation = rotate(aws.target());
            assertThat(secondRotation.err()).startsWith("Caution: the last rotation was at ");
            var third = backend();
            herd.goOnWith(bothInTurn(second, third));
            herd.goOnWith(third::token);
            Eventually.isTrue("the oldest token is refused", () -> handshake(oldest) == FORBIDDEN);

            stack.putOnQueue("{\"user_id\":9,\"room_id\":\"acme\",\"data\":\"after\"}");
            assertThat(quiet.next().path("data").asText()).isEqualTo("after");
        }
        System.out.printf("Key rotation: %,d connects of %d clients, %d refused, %d connections lost%n",
                herd.connects(), CLIENTS, herd.refusals().size(), herd.lostConnections());
        assertThat(herd.refusals()).isEmpty();
        assertThat(herd.lostConnections()).isZero();
    }

    private static KeyHolder backend() {
        return new KeyHolder(stack, "7", "acme");
    }

    /** Backends notice a new key at different times. */
    private static Supplier<String> bothInTurn(KeyHolder before, KeyHolder after) {
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
        return Listener.handshakeStatus(stack.webSocketUrl() + "?token=" + token);
    }
}

package hermes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import hermes.local.LocalStack;
import hermes.local.StackOptions;

/** Rotates the key of a stack of its own, because the other tests keep signing with the first one. */
final class KeyRotationIT {

    private static final int CLIENTS = 100;
    private static final int FORBIDDEN = 403;

    private static LocalStack stack;
    private static LocalOperations operations;
    private static ConsoleServer console;

    @BeforeAll
    static void startStack(@TempDir Path noClient) {
        stack = LocalStack.start(WholeStack.HOME.resolve("template.yaml"),
                StackOptions.DEFAULT.withName("hermes-rotation"));
        operations = new LocalOperations(stack);
        console = new ConsoleServer(operations, new LogFeed(), noClient, 0).start(0);
    }

    @AfterAll
    static void stopStack() {
        console.close();
        operations.close();
        stack.close();
    }

    /**
     * The two rotations are as far apart as the documentation asks: until no token of the first key is in use, which
     * here is when each client has come back with one of the second, and the authorizer may read its keys again.
     */
    @Test
    void nobodyIsRefusedWhileTheKeyIsRotatedTwice() {
        String ofFirstKey = token();
        try (var quiet = new Listener(url(), ofFirstKey);
                var herd = new Herd(CLIENTS, url(), KeyRotationIT::token)) {
            herd.awaitEveryoneReconnected(Duration.ZERO);

            rotate();
            herd.awaitEveryoneReconnected(Herd.BETWEEN_KEY_READS);
            String ofSecondKey = token();
            assertThat(handshake(ofFirstKey)).isEqualTo(101);
            assertThat(handshake(ofSecondKey)).isEqualTo(101);

            rotate();
            herd.awaitEveryoneReconnected(Duration.ZERO);
            assertThat(handshake(ofSecondKey)).isEqualTo(101);
            assertThat(handshake(token())).isEqualTo(101);
            Eventually.isTrue("the oldest token is refused", () -> handshake(ofFirstKey) == FORBIDDEN);

            assertThat(herd.refusals()).isEmpty();
            assertThat(herd.lostConnections()).isZero();
            CommandRun.of("publish", "--room", "acme", "--user", "9", "\"after\"", "--port",
                    "" + console.port());
            assertThat(quiet.next().path("data").asText()).isEqualTo("after");
        }
    }

    private static String url() {
        return operations.outputs().get("WebSocketUrl");
    }

    /** As a backend that reads the key each time. */
    private static String token() {
        return new TargetBackend(Target.local(operations.outputs())).issue("7", "acme",
                Duration.ofMinutes(30),
                true);
    }

    private static void rotate() {
        var run = CommandRun.of("rotate-key", "--yes", "--port", "" + console.port());
        assertThat(run.exitCode()).as(run.err()).isZero();
    }

    private static int handshake(String token) {
        return Listener.handshakeStatus(url() + "?token=" + token);
    }
}

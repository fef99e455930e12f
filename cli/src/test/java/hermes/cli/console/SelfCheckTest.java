package hermes.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.backend.Access;
import hermes.cli.console.SelfCheck.Result;
import hermes.cli.stack.FakeStack;
import hermes.cli.tail.FakeGateway;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SelfCheckTest {

    private final FakeGateway gateway = new FakeGateway(_ -> List.of());

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void stackThatDeliversIsProved() throws InterruptedException {
        assertThat(check(gateway::send)).isInstanceOf(Result.Proved.class);
    }

    @Test
    void otherFrameThanThePublishedOneProvesNothing() throws InterruptedException {
        assertThat(check(_ -> gateway.send("{}")))
                .isEqualTo(new Result.NotProved("another frame than the published one arrived: {}"));
    }

    @Test
    void refusedHandshakeIsTheReason() throws InterruptedException {
        gateway.refuse(503);

        assertThat(check(_ -> {})).isEqualTo(new Result.NotProved("the handshake was answered 503"));
    }

    @Test
    void connectionThatEndsIsTheReason() throws InterruptedException {
        assertThat(check(_ -> gateway.cut())).isInstanceOfSatisfying(Result.NotProved.class,
                notProved -> assertThat(notProved.reason()).startsWith("the WebSocket ended: "));
    }

    private Result check(Consumer<String> publishing) throws InterruptedException {
        var stack = new FakeStack(publishing) {

            /** In the characters of one; it becomes part of a header. */
            @Override
            public String issueToken(String user, String room, Duration lifetime, Access access,
                    List<String> further) {
                return "token";
            }
        };
        return new SelfCheck(stack, gateway.url()).run();
    }
}

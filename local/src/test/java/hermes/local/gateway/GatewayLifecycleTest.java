package hermes.local.gateway;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import hermes.local.stack.GatewayEvent;
import hermes.local.stack.HttpPort;
import hermes.testing.Eventually;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("counts threads")
final class GatewayLifecycleTest {

    @RegisterExtension
    final GatewayExtension aws = new GatewayExtension();

    @Test
    void closedGatewayDoesNotListenAndMayBeClosedAgain() {
        int port = aws.port();

        aws.gateway().close();
        aws.gateway().close();

        assertThatThrownBy(() -> new Socket("localhost", port)).isInstanceOf(ConnectException.class);
    }

    @Test
    void closeWaitsForNoFunctionForeverAndInterruptsIt() throws Exception {
        var never = new CountDownLatch(1);
        var interrupted = new CountDownLatch(1);
        aws.functions.on(ScriptedFunctions.MESSAGES, _ -> {
            try {
                never.await();
            } catch (InterruptedException _) {
                interrupted.countDown();
            }
            return ScriptedFunctions.answered("");
        });
        Peer peer = aws.connect();
        peer.say("hello");
        aws.functions.next(ScriptedFunctions.MESSAGES);

        assertTimeout(Duration.ofSeconds(20), aws.gateway()::close);
        assertThat(interrupted.await(20, SECONDS)).isTrue();
    }

    @Test
    void closeLeavesNoThreadBehind() {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        var port = HttpPort.bind("The gateway", 0);
        Gateway gateway = aws.gateway(port, GatewayExtension.api());
        Peer peer = Peer.connect(URI.create("ws://localhost:" + port.number() + "/development?token=valid"));
        peer.say("hello");
        peer.hears();

        gateway.close();

        assertThat(ownThreadsSince(before)).allSatisfy(GatewayLifecycleTest::ends);
    }

    private static List<Thread> ownThreadsSince(Set<Thread> before) {
        return Thread.getAllStackTraces().keySet().stream().filter(thread -> !before.contains(thread))
                .filter(thread -> thread.getName().startsWith("XNIO")
                        || thread.getName().startsWith("gateway"))
                .toList();
    }

    /** A worker counts as terminated a moment before its last thread is gone. */
    private static void ends(Thread thread) throws InterruptedException {
        assertThat(thread.join(Duration.ofSeconds(10))).as(thread.getName() + " ends").isTrue();
    }

    @Test
    void faultOfAWatcherBreaksNothingAndIsLogged() {
        GatewaySettings settings = GatewaySettings.AWS.withEvents(_ -> {
            throw new IllegalStateException("a watcher that fails");
        });
        var port = HttpPort.bind("The gateway", 0);
        try (var log = new CapturedLog(GatewayContext.class);
                Gateway _ = Gateway.start(port, GatewayExtension.withoutAuthorizer(GatewayExtension.api()),
                        new ScriptedFunctions(), settings)) {
            Peer peer = Peer.connect(URI.create("ws://localhost:" + port.number() + "/development"));
            peer.say("hello");

            assertThat(peer.hears()).isEqualTo("echo: hello");
            assertThat(log.records()).first().satisfies(record -> {
                assertThat(record.getMessage()).contains("A watcher of the gateway failed at Opened");
                assertThat(record.getThrown()).hasMessage("a watcher that fails");
            });
        }
    }

    @Test
    void openConnectionsAreListedWithTheirPrincipal() {
        aws.connect();

        assertThat(aws.gateway().connections()).singleElement().satisfies(connection -> {
            assertThat(connection.principal())
                    .isEqualTo(Map.of("principalId", "7", "user_id", "7", "room_id", "acme",
                            "expires_at", "4102444800"));
            assertThat(connection.connectedAt()).isEqualTo(GatewayExtension.START);
        });
    }

    @Test
    void lifeOfAConnectionIsToldWithoutItsTexts() {
        Peer peer = aws.connect();
        peer.say("secret");
        peer.hears();
        Eventually.isTrue("the answer is told",
                () -> aws.events.stream().anyMatch(GatewayEvent.Sent.class::isInstance));
        peer.close(4000, "bye");
        aws.disconnected();
        Peer.refusal(aws.uri("ws", "/development"));

        assertThat(aws.events).hasExactlyElementsOfTypes(GatewayEvent.Opened.class,
                GatewayEvent.Received.class,
                GatewayEvent.Sent.class, GatewayEvent.Closed.class, GatewayEvent.Refused.class);
        assertThat(aws.events.toString()).doesNotContain("secret").doesNotContain("valid");
    }
}

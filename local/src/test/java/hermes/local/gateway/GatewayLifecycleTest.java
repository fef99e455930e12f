package hermes.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import hermes.local.stack.GatewayEvent;
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

final class GatewayLifecycleTest {

    @RegisterExtension
    final GatewayExtension aws = new GatewayExtension();

    @Test
    void takenPortIsNamed() {
        int taken = aws.gateway().port();

        try (Gateway second = new Gateway(GatewayExtension.api(), aws.functions,
                GatewaySettings.onPort(taken))) {
            assertThatThrownBy(second::start).isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("port " + taken);
        }
    }

    @Test
    void closedGatewayDoesNotListenAndMayBeClosedAgain() {
        int port = aws.gateway().port();

        aws.gateway().close();
        aws.gateway().close();

        assertThatThrownBy(() -> new Socket("localhost", port)).isInstanceOf(ConnectException.class);
    }

    @Test
    void closeWaitsForNoFunctionForever() {
        CountDownLatch never = new CountDownLatch(1);
        aws.functions.on(ScriptedFunctions.MESSAGES, _ -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return ScriptedFunctions.answered("");
        });
        Peer peer = aws.connect();
        peer.say("hello");
        aws.functions.next(ScriptedFunctions.MESSAGES);

        assertTimeout(Duration.ofSeconds(9), aws.gateway()::close);
    }

    @Test
    void closeLeavesNoThreadBehind() {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        Gateway gateway = aws.gateway(GatewayExtension.api(), Limits.AWS).start();
        Peer peer = Peer.connect(URI.create("ws://localhost:" + gateway.port() + "/development?token=valid"));
        peer.say("hello");
        peer.hears();

        gateway.close();

        assertThat(ownThreadsSince(before)).allSatisfy(GatewayLifecycleTest::ends);
    }

    @Test
    void failedStartLeavesNoThreadBehind() {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        Gateway gateway = new Gateway(GatewayExtension.api(), aws.functions,
                GatewaySettings.onPort(aws.gateway().port()));

        assertThatThrownBy(gateway::start).isInstanceOf(IllegalStateException.class);

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
    void gatewayIsStartedOnceAndHasAPortOnlyThen() {
        assertThatThrownBy(aws.gateway()::start).hasMessageContaining("once");
        Gateway idle = aws.gateway(GatewayExtension.api(), Limits.AWS);

        assertThatThrownBy(idle::port).hasMessageContaining("start()");
        idle.close();
        assertThatThrownBy(idle::start).hasMessageContaining("once");
    }

    @Test
    void faultOfAWatcherBreaksNothing() {
        GatewaySettings settings = GatewaySettings.onPort(0).withEvents(_ -> {
            throw new IllegalStateException("a watcher that fails");
        });
        try (Gateway gateway = new Gateway(GatewayExtension.withoutAuthorizer(GatewayExtension.api()),
                new ScriptedFunctions(), settings).start()) {
            Peer peer = Peer.connect(URI.create("ws://localhost:" + gateway.port() + "/development"));
            peer.say("hello");

            assertThat(peer.hears()).isEqualTo("echo: hello");
        }
    }

    @Test
    void openConnectionsAreListedWithTheirPrincipal() {
        aws.connect();

        assertThat(aws.gateway().connections()).singleElement().satisfies(connection -> {
            assertThat(connection.principal())
                    .isEqualTo(Map.of("principalId", "7", "user_id", "7", "room_id", "acme"));
            assertThat(connection.connectedAt()).isEqualTo(GatewayExtension.START);
        });
    }

    @Test
    void lifeOfAConnectionIsToldWithoutItsTexts() {
        Peer peer = aws.connect();
        peer.say("secret");
        peer.hears();
        peer.close(4000, "bye");
        aws.disconnected();
        Peer.refusal(aws.uri("ws", "/development"));

        assertThat(aws.events).hasExactlyElementsOfTypes(GatewayEvent.Opened.class,
                GatewayEvent.Received.class,
                GatewayEvent.Sent.class, GatewayEvent.Closed.class, GatewayEvent.Refused.class);
        assertThat(aws.events.toString()).doesNotContain("secret").doesNotContain("valid");
    }
}

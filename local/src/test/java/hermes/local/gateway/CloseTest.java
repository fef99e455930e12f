package hermes.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import hermes.local.stack.GatewayEvent;
import hermes.local.websocket.CloseStatus;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every way a connection can end, and the {@code $disconnect} that follows; the extension sees that it is one. */
final class CloseTest {

    @RegisterExtension
    final GatewayExtension aws = new GatewayExtension();

    @Test
    void closeWithoutCodeIs1005() throws Exception {
        try (RawPeer peer = RawPeer.connect(aws.socketUri())) {
            peer.sendHex("88 80 00000000");

            assertThat(peer.frame()).isEqualTo("8800");
            assertThat(peer.isClosedByServer()).isTrue();
        }
        assertDisconnected(1005, "Client-side close frame status not set");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
        1000, ''
        1001, ''
        4000, switching rooms
        3999, späte Größe
        """)
    void closeOfTheClientIsEchoedAndReported(int code, String reason) {
        Peer peer = aws.connect();

        peer.close(code, reason);

        assertThat(peer.closed().code()).isEqualTo(code);
        assertDisconnected(code, reason);
    }

    @Test
    void closedTabIs1001WithoutReason() throws Exception {
        try (RawPeer peer = RawPeer.connect(aws.socketUri())) {
            peer.sendHex("88 82 00000000 03E9");
        }
        assertDisconnected(1001, "");
    }

    @Test
    void endOfTcpIs1006() throws Exception {
        RawPeer.connect(aws.socketUri()).close();

        assertDisconnected(1006, "");
    }

    @Test
    void resetOfTcpIs1006() throws Exception {
        RawPeer.connect(aws.socketUri()).reset();

        assertDisconnected(1006, "");
    }

    @Test
    void cutConnectionHasNoCloseFrame() {
        Peer peer = aws.connect();
        String id = aws.gateway().connections().iterator().next().connectionId();

        assertThat(aws.gateway().cut(id)).isTrue();

        assertThat(peer.closed()).isEqualTo(CloseStatus.LOST);
        assertDisconnected(1006, "");
        assertThat(aws.gateway().cut(id)).isFalse();
    }

    @Test
    void idleConnectionIsClosed() {
        Peer peer = aws.connect();

        aws.clock.advance(Duration.ofMinutes(10));

        assertThat(peer.closed()).isEqualTo(CloseStatus.GOING_AWAY);
        assertDisconnected(1001, "Going away");
    }

    @Test
    void messageRestartsTheIdleTime() {
        Peer peer = aws.connect();

        aws.clock.advance(Duration.ofMinutes(9));
        peer.say("still here");
        peer.hears();
        aws.clock.advance(Duration.ofMinutes(9));
        peer.say("and again");

        assertThat(peer.hears()).isEqualTo("echo: and again");
    }

    @Test
    void pingDoesNotRestartTheIdleTime() throws Exception {
        try (RawPeer peer = RawPeer.connect(aws.socketUri())) {
            aws.clock.advance(Duration.ofMinutes(9));
            peer.sendHex("89 80 00000000");
            assertThat(peer.frame()).isEqualTo("8a00");
            aws.clock.advance(Duration.ofMinutes(1));

            assertThat(peer.frame()).isEqualTo("880c03e9476f696e672061776179");
            peer.sendHex("88 82 00000000 03E9");
        }
        assertDisconnected(1001, "Going away");
    }

    @Test
    void busyConnectionIsClosedAfterTwoHours() {
        Peer peer = aws.connect();
        for (int i = 0; i < 13; i++) {
            aws.clock.advance(Duration.ofMinutes(9));
            peer.say("busy");
            peer.hears();
        }

        aws.clock.advance(Duration.ofMinutes(3));

        assertThat(peer.closed()).isEqualTo(CloseStatus.GOING_AWAY);
        assertDisconnected(1001, "Going away");
    }

    @Test
    void clientThatNeverAnswersACloseIsCut() throws Exception {
        try (RawPeer peer = RawPeer.connect(aws.socketUri())) {
            aws.clock.advance(Duration.ofMinutes(10));
            assertThat(peer.frame()).startsWith("88");

            assertDisconnected(1001, "Going away");
            aws.clock.advance(Limits.AWS.closing());

            assertThat(peer.isClosedByServer()).isTrue();
        }
    }

    @Test
    void closingGatewaySaysGoingAway() {
        Peer peer = aws.connect();

        aws.gateway().close();

        assertThat(peer.closed()).isEqualTo(CloseStatus.GOING_AWAY);
        assertDisconnected(1001, "Going away");
    }

    @Test
    void failureOfDisconnectIsTold() {
        aws.functions.on(ScriptedFunctions.DISCONNECT, ScriptedFunctions.failed("no table"));
        Peer peer = aws.connect();

        peer.close(1000, "");
        aws.disconnected();
        aws.gateway().close();

        assertThat(aws.events).hasAtLeastOneElementOfType(GatewayEvent.Failed.class);
    }

    private void assertDisconnected(int code, String reason) {
        JsonNode context = aws.disconnected();
        assertThat(context.path("disconnectStatusCode").asInt()).isEqualTo(code);
        assertThat(context.path("disconnectReason").asText()).isEqualTo(reason);
    }
}

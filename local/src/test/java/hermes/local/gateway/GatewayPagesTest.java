package hermes.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.local.stack.GatewayEvent;
import hermes.testing.RawHttp;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two kinds of callers share the gateway's port: pages of any origin, which have tokens, and backends, which sign. */
final class GatewayPagesTest {

    @RegisterExtension
    final GatewayExtension aws = new GatewayExtension();

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:3000", "https://app.example", "null"})
    void pageOfAnyOriginConnectsWithAToken(String origin) throws Exception {
        try (RawPeer peer = RawPeer.dial(aws.socketUri())) {
            peer.sendText(RawPeer.handshake("/development?token=valid") + "Origin: " + origin + "\r\n\r\n");

            assertThat(peer.head()).startsWith("HTTP/1.1 101 ");
        }
    }

    @Test
    void handshakeForAForeignHostIsRefusedAndTheLogSaysWhy() throws Exception {
        try (RawPeer peer = RawPeer.dial(aws.socketUri())) {
            peer.sendText(RawPeer.handshake("/development?token=valid")
                    .replace("Host: localhost", "Host: evil.example:4652") + "\r\n");

            assertThat(peer.head()).startsWith("HTTP/1.1 403 ");
        }
        assertThat(aws.functions.count(ScriptedFunctions.AUTHORIZER)).isZero();
        assertThat(aws.events).singleElement().isInstanceOfSatisfying(GatewayEvent.Refused.class,
                refused -> assertThat(refused.reason()).contains("evil.example:4652"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "GET", "DELETE"})
    void managementIsForNoPageEvenIfItSigns(String method) {
        Peer peer = aws.connect();
        String id = aws.gateway().connections().iterator().next().connectionId();

        assertThat(send(method + " " + GatewayExtension.path(id) + " HTTP/1.1\nHost: localhost\n"
                + "Origin: http://localhost:3000\nAuthorization: " + GatewayExtension.SIGNATURE))
                .startsWith("HTTP/1.1 403 ").contains("of the origin http://localhost:3000");

        aws.send("POST", GatewayExtension.path(id), "still here");
        assertThat(peer.hears()).isEqualTo("still here");
    }

    private String send(String head) {
        return RawHttp.send(new InetSocketAddress(InetAddress.getLoopbackAddress(), aws.port()), head, "");
    }
}

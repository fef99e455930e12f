package hermes.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The request line and headers of a handshake, as RFC 6455 wants them. */
final class HandshakeRequestTest {

    private static final String REQUEST = RawPeer.handshake("/development?token=valid");

    @RegisterExtension
    final GatewayExtension aws = new GatewayExtension();

    private RawPeer peer;

    @ParameterizedTest(name = "{0} becomes {1}: {2}")
    @CsvSource(textBlock = """
        Sec-WebSocket-Version: 13,                     Sec-WebSocket-Version: 8,      426
        Sec-WebSocket-Version: 13,                     X: y,                          426
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==,   Sec-WebSocket-Key: c2hvcnQ=,   400
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==,   Sec-WebSocket-Key: ?,          400
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==,   X: y,                          400
        Upgrade: websocket,                            Upgrade: h2c,                  426
        Connection: Upgrade,                           Connection: keep-alive,        426
        HTTP/1.1,                                      HTTP/1.0,                      426
        GET ,                                          POST ,                         426
        """)
    void wrongRequestIsRefusedBeforeTheAuthorizer(String right, String wrong, int status) throws Exception {
        try (RawPeer peer = RawPeer.dial(aws.socketUri())) {
            peer.sendText(REQUEST.replace(right, wrong) + "\r\n");

            assertThat(peer.head()).matches("(?s)HTTP/1.[01] " + status + " .*");
        }
        assertThat(aws.functions.count(ScriptedFunctions.AUTHORIZER)).isZero();
    }

    @Test
    void headOfTheLimitIsTakenAndOneCharacterMoreIsTooLarge() throws Exception {
        int rest = "/development".length() + "token=valid".length() + "localhost".length()
                + "Upgrade".length()
                + "websocket".length() + "13".length() + "dGhlIHNhbXBsZSBub25jZQ==".length();

        assertThat(answerWithHeader("x".repeat(10_240 - rest))).startsWith("HTTP/1.1 101 ");
        assertThat(answerWithHeader("x".repeat(10_241 - rest))).startsWith("HTTP/1.1 431 ");
    }

    @Test
    void hugeHeaderAndManyHeadersAreAnsweredBeforeTheAuthorizer() throws Exception {
        assertThat(answerWithHeader("x".repeat(900_000))).startsWith("HTTP/1.1 431 ");
        assertThat(answerWithHeader("x" + "\r\nX: y".repeat(300))).startsWith("HTTP/1.1 400 ");
        assertThat(aws.functions.count(ScriptedFunctions.AUTHORIZER)).isZero();
    }

    @Test
    void queryThatCannotBeDecodedIsAnswered() throws Exception {
        try (RawPeer peer = RawPeer.dial(aws.socketUri())) {
            peer.sendText(REQUEST.replace("token=valid", "token=%zz") + "\r\n");

            assertThat(peer.head()).startsWith("HTTP/1.1 400 ");
        }
    }

    private String answerWithHeader(String value) throws IOException {
        try (RawPeer peer = RawPeer.dial(aws.socketUri())) {
            peer.sendText(REQUEST + "X-Long: " + value + "\r\n\r\n");
            return peer.head();
        }
    }

    @Test
    void tokensOfHeadersMayComeInListsAndInAnyCase() throws Exception {
        try (RawPeer peer = RawPeer.dial(aws.socketUri())) {
            peer.sendText(REQUEST.replace("Connection: Upgrade", "connection: keep-alive, UPGRADE").replace(
                    "websocket",
                    "WebSocket") + "\r\n");

            assertThat(peer.head()).startsWith("HTTP/1.1 101 ");
        }
    }

    @Test
    void extensionIsDeclined() throws Exception {
        try (RawPeer peer = RawPeer.dial(aws.socketUri())) {
            peer.sendText(REQUEST + "Sec-WebSocket-Extensions: permessage-deflate\r\n\r\n");

            assertThat(peer.head()).startsWith("HTTP/1.1 101 ")
                    .doesNotContainIgnoringCase("Sec-WebSocket-Extensions");
        }
    }

    @Test
    void clientThatLeavesDuringConnectIsDisconnectedOnce() throws Exception {
        aws.functions.on(ScriptedFunctions.CONNECT, _ -> {
            reset(peer);
            return ScriptedFunctions.returned("{\"statusCode\":200}");
        });
        peer = RawPeer.dial(aws.socketUri());

        peer.sendText(REQUEST + "\r\n");

        assertThat(aws.disconnected().path("disconnectStatusCode").asInt()).isEqualTo(1006);
    }

    private static void reset(RawPeer peer) {
        try {
            peer.reset();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

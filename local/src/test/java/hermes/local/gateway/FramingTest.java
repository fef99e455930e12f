package hermes.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 6455 byte by byte, and what the gateway answers to those who break it. */
final class FramingTest {

    private static final byte[] LARGEST_FRAME = "x".repeat(32 * 1024).getBytes(StandardCharsets.US_ASCII);

    @RegisterExtension
    final GatewayExtension aws = new GatewayExtension();

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
        not masked,                        81 02 6869,                 1002
        reserved bit,                      C1 82 00000000 6869,        1002
        undefined opcode,                  83 80 00000000,             1002
        undefined control opcode,          8B 80 00000000,             1002
        fragmented ping,                   09 80 00000000,             1002
        ping of 126 bytes,                 89 FE 007E 00000000,        1002
        continuation of nothing,           80 82 00000000 6869,        1002
        message inside a message,          01 81 00000000 68 81 81 00000000 69, 1002
        length in too many bytes,          81 FE 0002 00000000 6869,   1002
        length in far too many bytes,      81 FF 0000000000000002 00000000 6869, 1002
        negative length,                   81 FF 8000000000000000 00000000, 1002
        close code of one byte,            88 81 00000000 03,          1002
        close code that must not be sent,  88 82 00000000 03ED,        1002
        close code below all others,       88 82 00000000 03E7,        1002
        close reason that is not UTF-8,    88 83 00000000 03E8 FF,     1007
        text that is not UTF-8,            81 82 00000000 C328,        1007
        surrogate in UTF-8,                81 83 00000000 EDA080,      1007
        binary message,                    82 82 00000000 6869,        1003
        frame of 32 KB and one byte,       81 FE 8001 00000000,        1009
        frame of 16 EB,                    81 FF 7FFFFFFFFFFFFFFF 00000000, 1009
        """)
    void violationIsAnsweredWithItsCloseCode(String name, String hex, int code) throws Exception {
        try (RawPeer peer = RawPeer.connect(aws.socketUri())) {
            peer.sendHex(hex);

            assertThat(peer.frame()).isEqualTo("8802%04x".formatted(code));
            assertThat(peer.isClosedByServer()).isTrue();
        }
        assertThat(aws.disconnected().path("disconnectStatusCode").asInt()).isEqualTo(code);
        assertThat(aws.functions.count(ScriptedFunctions.MESSAGES)).isZero();
    }

    @Test
    void maskIsTakenOff() throws Exception {
        try (RawPeer peer = RawPeer.connect(aws.socketUri())) {
            peer.sendHex("81 85 37FA213D 7F9F4D5158"); // "Hello", the example of RFC 6455, 5.7

            assertThat(peer.frame()).isEqualTo("810b6563686f3a2048656c6c6f");
        }
    }

    @Test
    void frameMayComeByteByByte() throws Exception {
        try (RawPeer peer = RawPeer.connect(aws.socketUri())) {
            for (byte single : RawPeer.frame(0x81, "Hello".getBytes(StandardCharsets.US_ASCII))) {
                peer.send(single);
            }

            assertThat(peer.frame()).isEqualTo("810b6563686f3a2048656c6c6f");
        }
    }

    @Test
    void fragmentsAreJoinedAroundControlFrames() throws Exception {
        try (RawPeer peer = RawPeer.connect(aws.socketUri())) {
            peer.sendHex(
                    "01 83 00000000 E29C93" + "89 81 00000000 70" + "00 80 00000000" + "80 82 00000000 C3A9");

            assertThat(peer.frame()).as("the pong comes at once").isEqualTo("8a0170");
            assertThat(peer.frame()).isEqualTo("810b6563686f3a20e29c93c3a9");
        }
    }

    @Test
    void characterMayBeSplitBetweenFragments() throws Exception {
        try (RawPeer peer = RawPeer.connect(aws.socketUri())) {
            peer.sendHex("01 81 00000000 E2" + "80 82 00000000 9C93");

            assertThat(peer.frame()).isEqualTo("81096563686f3a20e29c93");
        }
    }

    @Test
    void unaskedPongIsIgnored() throws Exception {
        try (RawPeer peer = RawPeer.connect(aws.socketUri())) {
            peer.sendHex("8A 80 00000000" + "89 80 00000000");

            assertThat(peer.frame()).isEqualTo("8a00");
        }
    }

    @Test
    void messageOf128KilobytesIsTakenAndOneByteMoreIsNot() throws Exception {
        aws.functions.on(ScriptedFunctions.MESSAGES,
                event -> ScriptedFunctions.answered("%d".formatted(event.path("body").asText().length())));
        try (RawPeer peer = RawPeer.connect(aws.socketUri())) {
            peer.send(inFourFrames());
            assertThat(peer.frame()).isEqualTo("8106313331303732"); // 131072

            byte[] almost = inFourFrames();
            almost[almost.length - LARGEST_FRAME.length - 8] = 0x00;
            peer.send(almost);
            peer.sendHex("80 81 00000000 78");
            assertThat(peer.frame()).isEqualTo("880203f1"); // 1009
        }
        assertThat(aws.disconnected().path("disconnectStatusCode").asInt()).isEqualTo(1009);
    }

    @Test
    void clientThatIsStillSendingSeesTheCloseFrame() throws Exception {
        try (RawPeer peer = RawPeer.connect(aws.socketUri())) {
            peer.sendHex("81 FF 0000000000800000 00000000");
            peer.send(new byte[8 * 1024 * 1024]);

            assertThat(peer.frame()).isEqualTo("880203f1"); // 1009
        }
    }

    @Test
    void answerOverTheFrameLimitComesInSeveralFrames() throws Exception {
        aws.functions.on(ScriptedFunctions.MESSAGES, ScriptedFunctions.answered("x".repeat(32 * 1024 + 1)));
        try (RawPeer peer = RawPeer.connect(aws.socketUri())) {
            peer.sendHex("81 80 00000000");

            assertThat(peer.frame()).startsWith("017e8000").hasSize(2 * (4 + 32 * 1024));
            assertThat(peer.frame()).isEqualTo("800178");
        }
    }

    @Test
    void frameSentWithTheHandshakeWaitsForTheVerdict() throws Exception {
        try (RawPeer peer = RawPeer.dial(aws.socketUri())) {
            var both = new ByteArrayOutputStream();
            both.writeBytes((RawPeer.handshake("/development?token=valid") + "\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            both.writeBytes(RawPeer.frame(0x81, "Hello".getBytes(StandardCharsets.US_ASCII)));
            peer.send(both.toByteArray());

            assertThat(peer.head()).startsWith("HTTP/1.1 101 ");
            assertThat(peer.frame()).isEqualTo("810b6563686f3a2048656c6c6f");
        }
    }

    private static byte[] inFourFrames() {
        var frames = new ByteArrayOutputStream();
        frames.writeBytes(RawPeer.frame(0x01, LARGEST_FRAME));
        frames.writeBytes(RawPeer.frame(0x00, LARGEST_FRAME));
        frames.writeBytes(RawPeer.frame(0x00, LARGEST_FRAME));
        frames.writeBytes(RawPeer.frame(0x80, LARGEST_FRAME));
        return frames.toByteArray();
    }
}

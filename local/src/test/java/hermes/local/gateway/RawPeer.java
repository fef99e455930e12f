package hermes.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** A client that says bytes, right or wrong, and hears bytes. */
final class RawPeer implements AutoCloseable {

    private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

    private final Socket socket;
    private final DataInputStream in;

    private RawPeer(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
        socket.setSoTimeout(30_000);
    }

    /** A TCP connection that has said nothing yet. */
    static RawPeer dial(URI uri) throws IOException {
        return new RawPeer(new Socket(uri.getHost(), uri.getPort()));
    }

    /** A WebSocket. */
    static RawPeer connect(URI uri) throws IOException {
        RawPeer peer = dial(uri);
        peer.sendText(handshake(uri.getPath() + "?" + uri.getQuery()) + "\r\n");
        assertThat(peer.head()).startsWith("HTTP/1.1 101 ")
                .containsIgnoringCase("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
        return peer;
    }

    /** A request without the empty line at its end. */
    static String handshake(String pathAndQuery) {
        return """
            GET %s HTTP/1.1\r
            Host: localhost\r
            Connection: Upgrade\r
            Upgrade: websocket\r
            Sec-WebSocket-Version: 13\r
            Sec-WebSocket-Key: %s\r
            """.formatted(pathAndQuery, KEY);
    }

    void send(byte... bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    void sendHex(String hex) throws IOException {
        send(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    void sendText(String text) throws IOException {
        send(text.getBytes(StandardCharsets.UTF_8));
    }

    /** One frame with a mask of zeros, which leaves the payload readable. */
    static byte[] frame(int firstByte, byte[] payload) {
        var frame = new ByteArrayOutputStream();
        frame.write(firstByte);
        if (payload.length < 126) {
            frame.write(0x80 | payload.length);
        } else if (payload.length < 65536) {
            frame.writeBytes(new byte[]{(byte) 0xFE, (byte) (payload.length >> 8), (byte) payload.length});
        } else {
            frame.writeBytes(new byte[]{(byte) 0xFF, 0, 0, 0, 0, 0, (byte) (payload.length >> 16),
                    (byte) (payload.length >> 8), (byte) payload.length});
        }
        frame.writeBytes(new byte[4]);
        frame.writeBytes(payload);
        return frame.toByteArray();
    }

    /** Status line and headers of an HTTP answer. */
    String head() throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        return head.toString();
    }

    /** The next frame of the server, in hex. */
    String frame() throws IOException {
        var frame = new ByteArrayOutputStream();
        frame.write(in.readUnsignedByte());
        int length = in.readUnsignedByte();
        frame.write(length);
        if (length == 126) {
            length = in.readUnsignedShort();
            frame.writeBytes(new byte[]{(byte) (length >> 8), (byte) length});
        }
        assertThat(length).as("a server's frame is short enough, and not masked")
                .isLessThanOrEqualTo(32 * 1024);
        frame.writeBytes(in.readNBytes(length));
        return HexFormat.of().formatHex(frame.toByteArray());
    }

    /** Whether the server has closed TCP, waiting for it; what it said before is read and forgotten. */
    boolean isClosedByServer() throws IOException {
        try {
            while (in.read() >= 0) {
                continue;
            }
            return true;
        } catch (EOFException | SocketException _) {
            return true;
        }
    }

    /** Ends TCP as a process does that is killed with unread data: the server sees a reset. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

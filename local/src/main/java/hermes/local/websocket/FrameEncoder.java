package hermes.local.websocket;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Frames as a server sends them: not masked, no extension. Stateless. */
public final class FrameEncoder {

    private static final int FIN = 0x80;
    private static final int SHORT_LENGTH = 126;
    private static final int LONG_LENGTH = 127;

    private FrameEncoder() {}

    /**
     * One message in as many frames as it needs. They share the array, which must not change afterwards.
     *
     * @param utf8 may be empty: API Gateway sends an empty message if a function returned no body
     */
    public static List<ByteBuffer> text(byte[] utf8, int largestPayload) {
        List<ByteBuffer> buffers = new ArrayList<>(2);
        int from = 0;
        do {
            int length = Math.min(largestPayload, utf8.length - from);
            int fin = from + length == utf8.length ? FIN : 0;
            buffers.add(header(fin | (from == 0 ? Frame.TEXT : Frame.CONTINUATION), length));
            buffers.add(ByteBuffer.wrap(utf8, from, length));
            from += length;
        } while (from < utf8.length);
        return buffers;
    }

    public static List<ByteBuffer> pong(byte[] payload) {
        return List.of(header(FIN | Frame.PONG, payload.length), ByteBuffer.wrap(payload));
    }

    public static List<ByteBuffer> close(CloseStatus status) {
        if (!status.isSendable()) {
            return List.of(header(FIN | Frame.CLOSE, 0));
        }
        byte[] reason = status.reason().getBytes(StandardCharsets.UTF_8);
        ByteBuffer payload = ByteBuffer.allocate(Short.BYTES + reason.length).putShort((short) status.code());
        return List.of(header(FIN | Frame.CLOSE, payload.capacity()), payload.put(reason).flip());
    }

    private static ByteBuffer header(int firstByte, int length) {
        ByteBuffer header = ByteBuffer.allocate(2 + Long.BYTES).put((byte) firstByte);
        if (length < SHORT_LENGTH) {
            header.put((byte) length);
        } else if (length < 1 << Short.SIZE) {
            header.put((byte) SHORT_LENGTH).putShort((short) length);
        } else {
            header.put((byte) LONG_LENGTH).putLong(length);
        }
        return header.flip();
    }
}

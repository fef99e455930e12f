package hermes.local.websocket;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Frames as a server sends them: not masked, no extension; each is one buffer, to be written at once. Stateless. */
public final class FrameEncoder {

    private static final int LONGEST_HEADER = 2 + Long.BYTES;
    private static final int FIN = 0x80;
    private static final int SHORT_LENGTH = 126;
    private static final int LONG_LENGTH = 127;

    private FrameEncoder() {}

    /**
     * One message in as many frames as it needs.
     *
     * @param utf8 may be empty: API Gateway sends an empty message if a function returned no body
     */
    public static List<ByteBuffer> text(byte[] utf8, int largestPayload) {
        List<ByteBuffer> frames = new ArrayList<>(1);
        int from = 0;
        do {
            int length = Math.min(largestPayload, utf8.length - from);
            int fin = from + length == utf8.length ? FIN : 0;
            frames.add(frame(fin | (from == 0 ? Frame.TEXT : Frame.CONTINUATION), length)
                    .put(utf8, from, length).flip());
            from += length;
        } while (from < utf8.length);
        return frames;
    }

    public static ByteBuffer pong(byte[] payload) {
        return frame(FIN | Frame.PONG, payload.length).put(payload).flip();
    }

    public static ByteBuffer close(CloseStatus status) {
        if (!status.isSendable()) {
            return frame(FIN | Frame.CLOSE, 0).flip();
        }
        byte[] reason = status.reason().getBytes(StandardCharsets.UTF_8);
        return frame(FIN | Frame.CLOSE, Short.BYTES + reason.length).putShort((short) status.code())
                .put(reason).flip();
    }

    /** With its header, and room for the payload. */
    private static ByteBuffer frame(int firstByte, int length) {
        ByteBuffer frame = ByteBuffer.allocate(LONGEST_HEADER + length).put((byte) firstByte);
        if (length < SHORT_LENGTH) {
            frame.put((byte) length);
        } else if (length < 1 << Short.SIZE) {
            frame.put((byte) SHORT_LENGTH).putShort((short) length);
        } else {
            frame.put((byte) LONG_LENGTH).putLong(length);
        }
        return frame;
    }
}

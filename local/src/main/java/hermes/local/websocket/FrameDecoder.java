package hermes.local.websocket;

import static hermes.local.websocket.ProtocolViolation.PROTOCOL_ERROR;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Cuts a client's bytes into frames, and refuses what RFC 6455 or API Gateway forbids as soon as the header
 * shows it. Belongs to one connection and one thread at a time. No extension is ever negotiated, so the
 * reserved bits must be zero.
 *
 * <pre>
 * byte 0: FIN RSV1 RSV2 RSV3 opcode(4)   byte 1: MASK length(7)
 * length 126: two more bytes, 127: eight more; then the four bytes of the mask; then the payload
 * </pre>
 */
final class FrameDecoder {

    private static final int FIN = 0x80;
    private static final int RESERVED = 0x70;
    private static final int OPCODE = 0x0F;
    private static final int MASK = 0x80;
    private static final int LENGTH = 0x7F;
    private static final int SHORT_LENGTH = 126;
    private static final int LONG_LENGTH = 127;
    private static final int FIRST_BYTES = 2;
    private static final int MASK_BYTES = 4;

    private final int largestPayload;
    private final ByteBuffer header = ByteBuffer.allocate(FIRST_BYTES + Long.BYTES + MASK_BYTES);
    private byte[] payload;
    private int received;

    FrameDecoder(int largestPayload) {
        this.largestPayload = largestPayload;
        expectHeader();
    }

    /**
     * Takes bytes until one frame is complete.
     *
     * @return empty if all bytes were taken and the frame needs more
     * @throws ProtocolViolation if this can become no acceptable frame; the decoder is of no use afterwards
     */
    Optional<Frame> next(ByteBuffer bytes) {
        if (payload == null && !completeHeader(bytes)) {
            return Optional.empty();
        }
        int part = Math.min(payload.length - received, bytes.remaining());
        bytes.get(payload, received, part);
        received += part;
        return received < payload.length ? Optional.empty() : Optional.of(finish());
    }

    private boolean completeHeader(ByteBuffer bytes) {
        while (header.hasRemaining()) {
            if (!bytes.hasRemaining()) {
                return false;
            }
            header.put(bytes.get());
            if (header.position() == FIRST_BYTES) {
                checkFirstBytes();
                header.limit(FIRST_BYTES + lengthBytes() + MASK_BYTES);
            }
        }
        payload = new byte[checkedLength()];
        received = 0;
        return true;
    }

    private void checkFirstBytes() {
        int opcode = opcode();
        require((header.get(0) & RESERVED) == 0, "a reserved bit is set, but no extension was negotiated");
        require(Frame.isDefined(opcode), "opcode " + opcode + " is not defined");
        require((header.get(1) & MASK) != 0, "a client must mask its frames");
        if (Frame.isControl(opcode)) {
            require(isLast(), "a control frame must not be fragmented");
            require(shortLength() <= Frame.LARGEST_CONTROL_PAYLOAD,
                    "a control frame holds 125 bytes at most");
        }
        if (opcode == Frame.BINARY) {
            throw new ProtocolViolation(ProtocolViolation.UNSUPPORTED_DATA,
                    "API Gateway takes no binary messages");
        }
    }

    private int checkedLength() {
        long length = switch (shortLength()) {
            case SHORT_LENGTH -> Short.toUnsignedLong(header.getShort(FIRST_BYTES));
            case LONG_LENGTH -> header.getLong(FIRST_BYTES);
            default -> shortLength();
        };
        require(length >= 0, "the highest bit of a length must be zero");
        require(lengthBytes() == shortestLengthBytes(length),
                "a length must be written in as few bytes as possible");
        if (length > largestPayload) {
            throw new ProtocolViolation(ProtocolViolation.TOO_BIG,
                    "a frame of " + length + " bytes is over the limit of " + largestPayload);
        }
        return (int) length;
    }

    private Frame finish() {
        int mask = header.limit() - MASK_BYTES;
        for (int i = 0; i < payload.length; i++) {
            payload[i] ^= header.get(mask + i % MASK_BYTES);
        }
        var frame = new Frame(isLast(), opcode(), payload);
        expectHeader();
        return frame;
    }

    private void expectHeader() {
        payload = null;
        header.clear().limit(FIRST_BYTES);
    }

    private boolean isLast() {
        return (header.get(0) & FIN) != 0;
    }

    private int opcode() {
        return header.get(0) & OPCODE;
    }

    private int shortLength() {
        return header.get(1) & LENGTH;
    }

    private int lengthBytes() {
        return switch (shortLength()) {
            case SHORT_LENGTH -> Short.BYTES;
            case LONG_LENGTH -> Long.BYTES;
            default -> 0;
        };
    }

    private static int shortestLengthBytes(long length) {
        return length < SHORT_LENGTH ? 0 : length < 1 << Short.SIZE ? Short.BYTES : Long.BYTES;
    }

    private static void require(boolean rule, String explanation) {
        if (!rule) {
            throw new ProtocolViolation(PROTOCOL_ERROR, explanation);
        }
    }
}

package hermes.local.websocket;

import static hermes.local.websocket.ProtocolViolation.INVALID_PAYLOAD;
import static hermes.local.websocket.ProtocolViolation.PROTOCOL_ERROR;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Joins a client's frames to messages. Belongs to one connection and one thread at a time.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6455#section-5.4">RFC 6455, sections 5.4 to 5.6</a>
 */
public final class MessageAssembler {

    private final int largestMessage;
    private final FrameDecoder frames;

    /** Null between messages, so that an idle connection holds no buffer. */
    private ByteArrayOutputStream fragments;

    /**
     * @param largestMessage in bytes, over all frames of a message
     * @param largestFrame in bytes of its payload
     */
    public MessageAssembler(int largestMessage, int largestFrame) {
        this.largestMessage = largestMessage;
        frames = new FrameDecoder(largestFrame);
    }

    /**
     * Takes bytes until the client has said one thing.
     *
     * @return empty if all bytes were taken and more are needed
     * @throws ProtocolViolation if the connection must be closed; the assembler is of no use afterwards
     */
    public Optional<ClientMessage> next(ByteBuffer bytes) {
        Optional<Frame> frame = frames.next(bytes);
        while (frame.isPresent()) {
            Optional<ClientMessage> incoming = incoming(frame.get());
            if (incoming.isPresent()) {
                return incoming;
            }
            frame = frames.next(bytes);
        }
        return Optional.empty();
    }

    private Optional<ClientMessage> incoming(Frame frame) {
        return switch (frame.opcode()) {
            case Frame.PING -> Optional.of(new ClientMessage.Ping(frame.payload()));
            case Frame.PONG -> Optional.of(new ClientMessage.Pong());
            case Frame.CLOSE -> Optional.of(close(frame.payload()));
            default -> message(frame);
        };
    }

    private Optional<ClientMessage> message(Frame frame) {
        boolean first = frame.opcode() != Frame.CONTINUATION;
        if (first != (fragments == null)) {
            throw new ProtocolViolation(PROTOCOL_ERROR, first
                    ? "a message began inside another one"
                    : "a continuation came without a message to continue");
        }
        if (first && frame.last()) {
            return Optional.of(text(frame.payload()));
        }
        return append(frame);
    }

    private Optional<ClientMessage> append(Frame frame) {
        if (fragments == null) {
            fragments = new ByteArrayOutputStream();
        }
        fragments.writeBytes(frame.payload());
        if (fragments.size() > largestMessage) {
            throw new ProtocolViolation(ProtocolViolation.TOO_BIG,
                    "a message of more than " + largestMessage + " bytes is over the limit");
        }
        if (!frame.last()) {
            return Optional.empty();
        }
        byte[] message = fragments.toByteArray();
        fragments = null;
        return Optional.of(text(message));
    }

    private static ClientMessage text(byte[] bytes) {
        return new ClientMessage.Text(utf8(ByteBuffer.wrap(bytes)), bytes.length);
    }

    private static ClientMessage close(byte[] payload) {
        if (payload.length == 0) {
            return new ClientMessage.Close(CloseStatus.WITHOUT_STATUS);
        }
        ByteBuffer bytes = ByteBuffer.wrap(payload);
        if (payload.length < Short.BYTES) {
            throw new ProtocolViolation(PROTOCOL_ERROR, "a close code has two bytes, but one came");
        }
        int code = Short.toUnsignedInt(bytes.getShort());
        if (!CloseStatus.mayBeSentByClient(code)) {
            throw new ProtocolViolation(PROTOCOL_ERROR, "close code " + code + " must not be sent");
        }
        return new ClientMessage.Close(new CloseStatus(code, utf8(bytes)));
    }

    private static String utf8(ByteBuffer bytes) {
        try {
            // Unlike String's constructor, a fresh decoder reports what is malformed instead of replacing it.
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw new ProtocolViolation(INVALID_PAYLOAD, "a text is not UTF-8");
        }
    }
}

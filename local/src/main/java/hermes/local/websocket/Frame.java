package hermes.local.websocket;

/**
 * One frame as it came from a client, unmasked.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6455#section-5.2">RFC 6455, section 5.2</a>
 */
record Frame(boolean last, int opcode, byte[] payload) {

    static final int CONTINUATION = 0x0;
    static final int TEXT = 0x1;
    static final int BINARY = 0x2;
    static final int CLOSE = 0x8;
    static final int PING = 0x9;
    static final int PONG = 0xA;

    static final int LARGEST_CONTROL_PAYLOAD = 125;

    static boolean isControl(int opcode) {
        return opcode >= CLOSE;
    }

    static boolean isDefined(int opcode) {
        return opcode <= BINARY || opcode >= CLOSE && opcode <= PONG;
    }
}

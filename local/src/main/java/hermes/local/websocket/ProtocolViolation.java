package hermes.local.websocket;

/** A client broke RFC 6455 or a limit of API Gateway, and its connection must be closed with a code. */
public final class ProtocolViolation extends RuntimeException {

    static final int PROTOCOL_ERROR = 1002;
    static final int UNSUPPORTED_DATA = 1003;
    static final int INVALID_PAYLOAD = 1007;
    static final int TOO_BIG = 1009;

    private static final long serialVersionUID = 1;

    private final int closeCode;

    ProtocolViolation(int closeCode, String explanation) {
        // The cause is the client, so the stack would say nothing.
        super(explanation, null, false, false);
        this.closeCode = closeCode;
    }

    public int closeCode() {
        return closeCode;
    }
}

package hermes.send.json;

/** A text is not JSON; the message says where, and never quotes the text. */
final class MalformedJsonException extends RuntimeException {
    private static final long serialVersionUID = 1;

    MalformedJsonException(String message) {
        super(message);
    }
}

package hermes.common.event;

/** An event is not what Lambda hands over. The message names the member and the kinds of value, and quotes none. */
public final class MalformedEventException extends RuntimeException {
    private static final long serialVersionUID = 1;

    MalformedEventException(String message) {
        super(message);
    }
}

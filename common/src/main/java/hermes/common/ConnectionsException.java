package hermes.common;

/** The connections could not be read or changed; the message says which, the cause says why. */
public final class ConnectionsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ConnectionsException(String message, Throwable cause) {
        super(message, cause);
    }
}

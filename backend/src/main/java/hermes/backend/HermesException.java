package hermes.backend;

/** AWS refused or did not answer, or a secret cannot be used; the message says what was tried, the cause why it failed. */
public final class HermesException extends RuntimeException {
    private static final long serialVersionUID = 1;

    HermesException(String message, Throwable cause) {
        super(message, cause);
    }

    HermesException(String message) {
        super(message);
    }
}

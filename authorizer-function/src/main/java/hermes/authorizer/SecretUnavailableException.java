package hermes.authorizer;

/** The signing key cannot be read or used; the message names the secret and never its value. */
final class SecretUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    SecretUnavailableException(String message) {
        super(message);
    }

    SecretUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}

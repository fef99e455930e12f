package hermes.authorizer.issuer;

/** The issuer's keys cannot be read, so that nothing can be said of a token; the message says where and why. */
public final class IssuerUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    IssuerUnavailableException(String message) {
        super(message);
    }

    IssuerUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}

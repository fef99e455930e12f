package hermes.authorizer;

/** The token table does not answer; the message names the user, the room and the table. */
final class TokenHashesUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    TokenHashesUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}

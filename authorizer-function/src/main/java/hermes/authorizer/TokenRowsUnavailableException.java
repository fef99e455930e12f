package hermes.authorizer;

/** The token table does not answer; the message names the user, the room and the table. */
final class TokenRowsUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    TokenRowsUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}

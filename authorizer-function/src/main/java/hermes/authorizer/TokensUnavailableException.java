package hermes.authorizer;

/** The token table does not answer; the message names the user, the room and the table. */
final class TokensUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    TokensUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}

package hermes.connect;

/** An event that no authorizer has vouched for: the API is wired wrongly, and nobody may connect through it. */
final class NoPrincipalException extends RuntimeException {
    private static final long serialVersionUID = 1;

    NoPrincipalException(String connection, String part) {
        super("Connection %s came without %s from an authorizer; expected a text. Put the authorizer on $connect."
                .formatted(connection, part));
    }
}

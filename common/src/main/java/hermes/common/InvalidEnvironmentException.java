package hermes.common;

/** A variable is missing or has a bad value; the message names the key, the value and the rule. */
public final class InvalidEnvironmentException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public InvalidEnvironmentException(String message) {
        super(message);
    }
}

package hermes.cli.terminal;

/** A command could not do what was asked; the message is the one sentence that the person reads. */
public final class CommandFailed extends RuntimeException {

    private static final long serialVersionUID = 1;

    public CommandFailed(String message) {
        super(message);
    }

    public CommandFailed(String message, Throwable cause) {
        super(message, cause);
    }
}

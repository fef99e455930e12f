package hermes.send.invocation;

/** It was no longer, or not yet, the time to do something in this invocation; another can do it. */
public class OutOfTimeException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public OutOfTimeException(String message) {
        super(message);
    }
}

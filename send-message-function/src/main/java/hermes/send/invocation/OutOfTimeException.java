package hermes.send.invocation;

/** The invocation's time was over before something could be done; another invocation can do it. */
public class OutOfTimeException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public OutOfTimeException(String message) {
        super(message);
    }
}

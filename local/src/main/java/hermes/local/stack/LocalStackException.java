package hermes.local.stack;

/** Why the stack cannot run or go on: one sentence for the person in front of it, naming the thing at fault. */
public final class LocalStackException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public LocalStackException(String sentence) {
        super(sentence);
    }

    public LocalStackException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}

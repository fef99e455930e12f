package hermes.local.endpoint;

/**
 * Sees every call to the local AWS endpoint before it is answered, and may answer in its stead: permissions, and
 * faults of AWS in tests. A filter that waits delays the call. Called by several threads at the same time.
 */
public interface CallFilter {

    Verdict before(AwsCall call) throws InterruptedException;

    /** Whether {@link #before} may keep its thread waiting. One that does not is called by I/O threads as well. */
    default boolean mayWait() {
        return true;
    }

    /** What becomes of the call. */
    sealed interface Verdict {

        /** Neither this nor that: the next filter decides, in the end the service answers. */
        record Pass() implements Verdict {}

        /**
         * The service answers with an error, in its own form.
         *
         * @param code as {@code ThrottlingException}
         */
        record Fail(int status, String code, String message) implements Verdict {}

        /** The connection is cut without an answer. */
        record Reset() implements Verdict {}

        /** The service does what it is asked to, then the connection is cut: the caller cannot know. */
        record Unheard() implements Verdict {}
    }
}

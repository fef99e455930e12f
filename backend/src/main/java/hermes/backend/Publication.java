package hermes.backend;

/** What became of a notification that was published. */
public sealed interface Publication {

    /** The notification's id. */
    String id();

    /** The queue has it: it will be delivered, or lie in the dead-letter queue with the reason. */
    record Queued(String id) implements Publication {}

    /**
     * The queue did not confirm it. It can be published again; if it had got there after all, its id keeps
     * it from being delivered twice.
     *
     * @param reason a sentence for the log
     */
    record Failed(String id, String reason) implements Publication {}
}

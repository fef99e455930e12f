package hermes.send.delivery;

/** What became of one post to one connection. */
public sealed interface PostOutcome {

    record Delivered() implements PostOutcome {}

    /** There is no such connection, no longer or not yet. */
    record Gone() implements PostOutcome {}

    /** The account posts too much, or this browser reads too slowly. */
    record Throttled() implements PostOutcome {}

    /**
     * @param reason for the log
     * @param retryable whether another attempt can end otherwise
     */
    record Failed(String reason, boolean retryable) implements PostOutcome {}
}

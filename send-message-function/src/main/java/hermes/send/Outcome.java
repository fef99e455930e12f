package hermes.send;

/** What became of one post to one connection. */
sealed interface Outcome {

    record Delivered() implements Outcome {}

    /** There is no such connection, no longer or not yet. */
    record Gone() implements Outcome {}

    /** The account posts too much, or this browser reads too slowly. */
    record Throttled() implements Outcome {}

    /**
     * @param reason for the log
     * @param passing whether another attempt can end otherwise
     */
    record Failed(String reason, boolean passing) implements Outcome {}
}

package hermes.send.delivery;

/** How far the notifications for one connection came. */
public sealed interface SendOutcome {

    record Complete() implements SendOutcome {}

    record Gone() implements SendOutcome {}

    /**
     * @param delivered how many were, before the one that could not be
     * @param reason how the last attempt ended, for the log
     * @param retryable whether another attempt can end otherwise
     */
    record Broken(int delivered, String reason, boolean retryable) implements SendOutcome {}
}

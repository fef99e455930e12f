package hermes.common.inbox;

/** A state would have more ranges than it may have; nothing was changed. The message is for the user. */
public final class TooManyRangesException extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooManyRangesException(int ranges) {
        super("What is read and archived would be %d separate ranges of notifications; expected at most %d. Mark some between them, or all up to one of them, so that ranges meet."
                .formatted(ranges, InboxState.MOST_RANGES));
    }
}

package hermes.common;

/** How large a notification may be: the stack refuses what is larger, and the library before it. */
public final class NotificationLimits {

    /** More users are a room of their own; and every user's stream is a transaction and a query. */
    public static final int MOST_USERS = 100;

    /** A browser may be anybody's: what its one message makes of work is bounded more tightly. */
    public static final int MOST_USERS_OF_A_BROWSER = 10;

    /** As many as SQS hands over at once: they share the answer, and the time of one invocation. */
    public static final int MOST_MESSAGES_OF_A_BROWSER = 10;

    /**
     * The most bytes that API Gateway carries in one message.
     *
     * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html">Quotas</a>
     */
    public static final int MESSAGE_BYTES = 128 * 1024;

    /** What resume wraps around notifications; each must fit with it, or it could never be had again. */
    public static final int ENVELOPE_BYTES = 64;

    /** What a browser receives of one notification, with the longest epoch and offset. */
    public static final int FRAME_BYTES = MESSAGE_BYTES - ENVELOPE_BYTES;

    /** 41 bits in digits and small letters: a stream is rarely made anew, and then never gets the same epoch. */
    public static final int EPOCH_CHARACTERS = 8;

    private NotificationLimits() {}
}

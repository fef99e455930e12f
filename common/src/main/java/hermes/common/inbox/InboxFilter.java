package hermes.common.inbox;

/** Which notifications of an inbox are wanted. */
public enum InboxFilter {
    /** All that are not archived. */
    ALL,
    /** Those that are neither read nor archived. */
    UNREAD,
    ARCHIVED
}

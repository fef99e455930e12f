package hermes.common.inbox;

/** A notification of an inbox, and what its user has done with it. Immutable. */
public record InboxItem(StoredNotification notification, boolean read, boolean archived) {

    static InboxItem of(StoredNotification notification, StreamState state) {
        return new InboxItem(notification, state.read().contains(notification.offset()),
                state.archived().contains(notification.offset()));
    }
}

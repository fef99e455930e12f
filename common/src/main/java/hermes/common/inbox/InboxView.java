package hermes.common.inbox;

/**
 * A user's inbox at one moment. What is unread is computed from offsets, never counted, so it cannot drift. Immutable.
 *
 * @param version of the state: of two the higher is the later
 */
public record InboxView(long version, StreamView inbox, StreamView announcements) {

    boolean covers(InboxState later) {
        return inbox.covers(later.inbox()) && announcements.covers(later.announcements());
    }

    InboxView with(InboxState changed) {
        return new InboxView(changed.version(), inbox.with(changed.inbox()),
                announcements.with(changed.announcements()));
    }

    /** What is neither read, nor archived, nor over, in both streams. */
    public long unread() {
        return inbox.unread() + announcements.unread();
    }

    /** Those of the unread that the user has not looked at. */
    public long unseen() {
        return inbox.unseen() + announcements.unseen();
    }
}

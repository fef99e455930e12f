package hermes.backend;

import hermes.common.inbox.InboxPage;
import hermes.common.inbox.InboxView;
import hermes.common.inbox.Mark;
import hermes.common.inbox.PageRequest;
import java.util.Collection;
import java.util.List;

/**
 * The inboxes of a stack's users. What a backend marks here the user's open pages are told within
 * moments. Thread-safe. An interface, so that tests can stand in for it and
 * containers can wrap it; methods may be added to it.
 *
 * <p>
 * All methods throw {@link IllegalArgumentException} for a user or room that no stack would take, and
 * {@link HermesException} if AWS fails.
 *
 * @see Hermes#inboxes()
 */
public interface UserInboxes {

    /**
     * From now on the room's announcements count for this user; those before are none of his. Without it they count from his
     * first visit on. Repeating it changes nothing. Call it at sign-up.
     */
    void enroll(String user, String room);

    /** What is in the inbox now: {@link InboxView#unread()} is the number in a badge. Looking changes nothing. */
    InboxView look(String user, String room);

    /** A page of the list, the newest first. Looking changes nothing. */
    InboxPage page(String user, String room, PageRequest request);

    /**
     * Marks notifications as read on the user's behalf, by the ids under which they were published: what they asked for was
     * done elsewhere. Ids that the inbox does not have, or no more, change nothing.
     */
    default InboxView markRead(String user, String room, String... ids) {
        return markRead(user, room, List.of(ids));
    }

    /** As {@link #markRead(String, String, String...)}. */
    InboxView markRead(String user, String room, Collection<String> ids);

    /** Makes any mark on the user's behalf. */
    InboxView mark(String user, String room, Mark mark);
}

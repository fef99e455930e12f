package hermes.backend;

import hermes.common.inbox.InboxPage;
import hermes.common.inbox.InboxView;
import hermes.common.inbox.Inboxes;
import hermes.common.inbox.Mark;
import hermes.common.inbox.PageRequest;
import hermes.common.inbox.TooManyRangesException;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The inboxes of a stack's users. What a backend changes here the user's open pages learn with the next frame about the inbox
 * or their next {@code resume}, after minutes at most. Thread-safe.
 *
 * <p>
 * All methods throw {@link IllegalArgumentException} for a user or room that no stack would take, and
 * {@link HermesException} if AWS fails.
 */
public final class UserInboxes {
    private final Inboxes inboxes;

    UserInboxes(Inboxes inboxes) {
        this.inboxes = inboxes;
    }

    /**
     * From now on the room's announcements count for this user; those before are none of his. Without it they count from his
     * first visit on. Repeating it changes nothing. Call it at sign-up.
     */
    public void enroll(String user, String room) {
        attempt(user, room, () -> {
            inboxes.enroll(room, user);
            return true;
        });
    }

    /** What is in the inbox now: {@link InboxView#unread()} is the number in a badge. Looking changes nothing. */
    public InboxView look(String user, String room) {
        return attempt(user, room, () -> inboxes.peek(room, user));
    }

    /** A page of the list, the newest first. Looking changes nothing. */
    public InboxPage page(String user, String room, PageRequest request) {
        return attempt(user, room, () -> inboxes.peek(room, user, request));
    }

    /**
     * Marks notifications as read on the user's behalf, by the ids under which they were published: what they asked for was
     * done elsewhere. Ids that the inbox does not have, or no more, change nothing.
     */
    public InboxView markRead(String user, String room, String... ids) {
        return markRead(user, room, List.of(ids));
    }

    /** As {@link #markRead(String, String, String...)}. */
    public InboxView markRead(String user, String room, Collection<String> ids) {
        return attempt(user, room, () -> inboxes.markRead(room, user, ids));
    }

    /** Makes any mark on the user's behalf. */
    public InboxView mark(String user, String room, Mark mark) {
        return attempt(user, room, () -> inboxes.mark(room, user, mark));
    }

    private static <T> T attempt(String user, String room, Supplier<T> call) {
        Limits.checkId("user", user);
        Limits.checkId("room", room);
        try {
            return call.get();
        } catch (SdkException | TooManyRangesException | IllegalStateException e) {
            throw new HermesException(
                    "The inbox of user %s in room %s: %s".formatted(user, room, e.getMessage()), e);
        }
    }
}

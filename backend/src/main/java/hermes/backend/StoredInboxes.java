package hermes.backend;

import hermes.common.inbox.InboxPage;
import hermes.common.inbox.InboxView;
import hermes.common.inbox.Inboxes;
import hermes.common.inbox.Mark;
import hermes.common.inbox.PageRequest;
import hermes.common.inbox.TooManyRangesException;
import java.util.Collection;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;

/** Inboxes in the tables of a stack; open pages are told by a job on its queue. Thread-safe. */
final class StoredInboxes implements UserInboxes {
    private final Inboxes inboxes;
    private final Jobs jobs;

    StoredInboxes(Inboxes inboxes, Jobs jobs) {
        this.inboxes = inboxes;
        this.jobs = jobs;
    }

    @Override
    public void enroll(String user, String room) {
        attempt(user, room, () -> {
            inboxes.enroll(room, user);
            return true;
        });
    }

    @Override
    public InboxView look(String user, String room) {
        return attempt(user, room, () -> inboxes.peek(room, user));
    }

    @Override
    public InboxPage page(String user, String room, PageRequest request) {
        return attempt(user, room, () -> inboxes.peek(room, user, request));
    }

    @Override
    public InboxView markRead(String user, String room, Collection<String> ids) {
        return attempt(user, room, () -> told(user, room, inboxes.markRead(room, user, ids)));
    }

    @Override
    public InboxView mark(String user, String room, Mark mark) {
        return attempt(user, room, () -> told(user, room, inboxes.mark(room, user, mark)));
    }

    private InboxView told(String user, String room, InboxView view) {
        jobs.send("state", user, room, "");
        return view;
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

package hermes.send.inbox;

import hermes.common.inbox.InboxItem;
import hermes.common.inbox.InboxPage;
import hermes.common.inbox.InboxView;
import hermes.common.inbox.Inboxes;
import hermes.common.inbox.Mark;
import hermes.common.inbox.PageRequest;
import hermes.common.inbox.TooManyRangesException;
import hermes.send.delivery.ConnectionSender;
import hermes.send.delivery.Frames;
import hermes.send.invocation.Invocation;
import hermes.send.json.JsonObject;
import hermes.send.json.RefusedException;
import hermes.send.stream.Content;
import hermes.send.stream.Entry;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Answers what browsers ask of an inbox, and what they do in it. Thread-safe. */
public final class InboxMessages {
    private final Inboxes inboxes;
    private final StateFrames stateFrames;
    private final ConnectionSender connectionSender;

    public InboxMessages(Inboxes inboxes, StateFrames stateFrames, ConnectionSender connectionSender) {
        this.inboxes = inboxes;
        this.stateFrames = stateFrames;
        this.connectionSender = connectionSender;
    }

    /** What is in the inbox now; it gets a state if it has none. */
    public InboxView look(Owner owner) {
        return inboxes.look(owner.room(), owner.user());
    }

    /**
     * A page; what does not fit into the answer is posted before it.
     *
     * @param end makes the frame of the answer's members
     * @return the answer
     * @throws RefusedException if what comes before it could not be posted
     */
    public String page(Owner owner, PageRequest request, Function<JsonObject, String> end,
            Invocation invocation) {
        var page = inboxes.page(owner.room(), owner.user(), request);
        invocation.metrics().inboxListed();
        var frames = Frames.of("items",
                page.items().stream().map(item -> json(item, owner.home())).toList(),
                items -> end.apply(answer(page, items)));
        if (!frames.post(owner.connection(), connectionSender, invocation)) {
            throw new RefusedException("unavailable",
                    "The page could not be sent now. Ask for it again after a while.");
        }
        return frames.last();
    }

    /**
     * Changes the state, and tells the user's other devices.
     *
     * @return what is in the inbox then
     * @throws RefusedException if the state would have too many ranges
     */
    public InboxView mark(Owner owner, Mark mark, Invocation invocation) {
        InboxView view;
        try {
            view = inboxes.mark(owner.room(), owner.user(), mark);
        } catch (TooManyRangesException e) {
            throw new RefusedException("too_many_ranges", e.getMessage());
        }
        invocation.metrics().marked();
        stateFrames.post(owner.room(), owner.user(), view, Optional.of(owner.connection()), invocation);
        return view;
    }

    /** Tells all devices of a user who has a state what it is, after a backend has changed it. */
    public void tell(String room, String user, Invocation invocation) {
        var view = inboxes.peek(room, user);
        if (view.version() > 0) {
            stateFrames.post(room, user, view, Optional.empty(), invocation);
        }
    }

    private static JsonObject answer(InboxPage page, List<String> items) {
        var answer = new JsonObject().array("items", items);
        page.next().ifPresent(next -> answer.json("next",
                new JsonObject().position("inbox", next.inbox())
                        .position("announcements", next.announcements()).toString()));
        return answer.json("state", StateJson.of(page.view()));
    }

    private static String json(InboxItem item, boolean home) {
        var stored = item.notification();
        var content = new Content(stored.id(), stored.author(), stored.data(), stored.traceId());
        return new Entry(stored.stream(), stored.epoch(), stored.offset(), Optional.of(stored.at()), content)
                .json(home).bool("read", item.read()).bool("archived", item.archived()).toString();
    }
}

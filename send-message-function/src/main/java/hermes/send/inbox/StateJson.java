package hermes.send.inbox;

import hermes.common.inbox.InboxView;
import hermes.common.inbox.Ranges;
import hermes.common.inbox.StreamView;
import hermes.send.json.JsonObject;

/** The state of an inbox as browsers get it. */
public final class StateJson {

    private StateJson() {}

    public static String of(InboxView view) {
        return new JsonObject().number("version", view.version())
                .json("inbox", of(view.inbox()))
                .json("announcements", of(view.announcements()))
                .number("unread", view.unread())
                .number("unseen", view.unseen()).toString();
    }

    private static String of(StreamView stream) {
        var state = stream.state();
        var json = new JsonObject().text("epoch", state.epoch())
                .number("offset", stream.head().offset())
                .number("floor", state.floor())
                .number("seen", state.seen())
                .json("read", of(state.read()))
                .json("archived", of(state.archived()));
        stream.expiresAt().ifPresent(seconds -> json.number("expires_at", seconds * 1_000));
        return json.toString();
    }

    private static String of(Ranges ranges) {
        return "[" + String.join(",", ranges.asList().stream()
                .map(range -> "[%d,%d]".formatted(range.first(), range.last())).toList()) + "]";
    }
}

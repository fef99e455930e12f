package hermes.cli.stack;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import hermes.cli.terminal.Json;
import hermes.common.inbox.InboxItem;
import hermes.common.inbox.InboxPage;
import hermes.common.inbox.InboxView;
import hermes.common.inbox.Ranges;
import hermes.common.inbox.StreamView;

/** An inbox as JSON, with the members that browsers get of it. */
final class InboxJson {

    private InboxJson() {}

    static ObjectNode of(InboxPage page) {
        var json = Json.object();
        json.set("state", of(page.view()));
        var items = json.putArray("items");
        page.items().forEach(item -> items.add(of(item)));
        return json.put("more", page.next().isPresent());
    }

    private static ObjectNode of(InboxView view) {
        var json = Json.object().put("version", view.version());
        json.set("inbox", of(view.inbox()));
        json.set("announcements", of(view.announcements()));
        return json.put("unread", view.unread()).put("unseen", view.unseen());
    }

    private static ObjectNode of(StreamView stream) {
        var state = stream.state();
        var json = Json.object().put("epoch", state.epoch()).put("offset", stream.head().offset())
                .put("floor", state.floor()).put("seen", state.seen());
        json.set("read", of(state.read()));
        json.set("archived", of(state.archived()));
        stream.expiresAt().ifPresent(seconds -> json.put("expires_at", seconds * 1_000));
        return json;
    }

    private static ArrayNode of(Ranges ranges) {
        var json = Json.array();
        ranges.asList().forEach(range -> json.addArray().add(range.first()).add(range.last()));
        return json;
    }

    private static ObjectNode of(InboxItem item) {
        var notification = item.notification();
        var json = Json.object().putRawValue("user_id", new RawValue(notification.author()))
                .putRawValue("data", new RawValue(notification.data())).put("id", notification.id())
                .put("stream", notification.stream().kind().label()).put("epoch", notification.epoch())
                .put("offset", notification.offset()).put("at", notification.at().toEpochMilli());
        notification.traceId().ifPresent(trace -> json.put("trace_id", trace));
        return json.put("read", item.read()).put("archived", item.archived());
    }
}

package hermes.send.route;

import hermes.send.inbox.InboxMessages;
import hermes.send.inbox.MarkReader;
import hermes.send.inbox.Owner;
import hermes.send.inbox.PageReader;
import hermes.send.inbox.StateJson;
import hermes.send.invocation.Invocation;
import hermes.send.json.JsonObject;
import hermes.send.json.MessageFields;
import java.util.Optional;

/** What a browser asks of its inbox in a room and does in it. Each counts as a message that is sent. Thread-safe. */
final class InboxRoutes {
    private final Rooms rooms;
    private final InboxMessages inbox;

    InboxRoutes(Rooms rooms, InboxMessages inbox) {
        this.rooms = rooms;
        this.inbox = inbox;
    }

    String page(RouteRequest request, MessageFields message, Optional<String> ref, Invocation invocation) {
        var page = PageReader.read(message);
        var owner = rooms.owner(request, message);
        return inbox.page(owner, page, answer -> end(answer, owner, ref), invocation);
    }

    String mark(RouteRequest request, MessageFields message, Optional<String> ref, Invocation invocation) {
        var mark = MarkReader.read(message, ref);
        var owner = rooms.owner(request, message);
        var view = inbox.mark(owner, mark, invocation);
        return end(new JsonObject().bool("ok", true).json("state", StateJson.of(view)), owner, ref);
    }

    private static String end(JsonObject answer, Owner owner, Optional<String> ref) {
        return AnswerJson.end(answer.text("room_id", Optional.of(owner.room()).filter(_ -> !owner.home())),
                ref);
    }
}

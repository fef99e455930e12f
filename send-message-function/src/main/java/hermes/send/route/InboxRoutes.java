package hermes.send.route;

import hermes.send.inbox.InboxMessages;
import hermes.send.inbox.MarkReader;
import hermes.send.inbox.PageReader;
import hermes.send.inbox.StateJson;
import hermes.send.invocation.Invocation;
import hermes.send.json.JsonObject;
import hermes.send.json.MessageFields;
import hermes.send.json.RefusedException;
import java.util.Optional;

/** What a browser asks of its inbox and does in it. Each counts as a message that is sent. Thread-safe. */
final class InboxRoutes {
    private final Allowance allowance;
    private final InboxMessages inbox;

    InboxRoutes(Allowance allowance, InboxMessages inbox) {
        this.allowance = allowance;
        this.inbox = inbox;
    }

    String page(RouteRequest request, MessageFields message, Optional<String> ref, Invocation invocation) {
        checkRoom(request, message);
        var page = PageReader.read(message);
        allowance.spend(request.connection(), 1);
        return inbox.page(request.owner(), page, answer -> Answer.end(answer, ref), invocation);
    }

    String mark(RouteRequest request, MessageFields message, Optional<String> ref, Invocation invocation) {
        checkRoom(request, message);
        var mark = MarkReader.read(message, ref);
        allowance.spend(request.connection(), 1);
        var view = inbox.mark(request.owner(), mark, invocation);
        return Answer.end(new JsonObject().bool("ok", true).json("state", StateJson.of(view)), ref);
    }

    /** Another room's inbox must not be taken for that of this one. */
    private static void checkRoom(RouteRequest request, MessageFields message) {
        if (message.optional("room_id").isPresent()
                && !message.requiredId("room_id").equals(request.room())) {
            throw new RefusedException("not_allowed", "The token of this connection is for another room.");
        }
    }
}

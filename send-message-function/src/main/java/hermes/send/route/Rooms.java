package hermes.send.route;

import hermes.common.Connections;
import hermes.send.inbox.Owner;
import hermes.send.json.JsonObject;
import hermes.send.json.MessageFields;
import hermes.send.json.RefusedException;
import hermes.send.room.Refusals;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** In which of a connection's rooms something is to be done, and whether the connection is there. Thread-safe. */
final class Rooms {
    private final Connections connections;
    private final Allowance allowance;

    Rooms(Connections connections, Allowance allowance) {
        this.connections = connections;
        this.allowance = allowance;
    }

    /** The room that a message is about, if it is another than the home room. */
    static Optional<String> further(RouteRequest request, MessageFields message) {
        return message.optionalId("room_id").filter(room -> !room.equals(request.room()));
    }

    /** @throws RefusedException if the connection is not in one of them */
    void requireJoined(RouteRequest request, Collection<String> rooms) {
        rooms.stream().distinct().filter(room -> !room.equals(request.room())).forEach(room -> {
            if (connections.find(request.connection(), room).isEmpty()) {
                throw new RefusedException(Refusals.NOT_JOINED);
            }
        });
    }

    /** Whose inbox a message is about. It counts as a message that is sent. */
    Owner owner(RouteRequest request, MessageFields message) {
        var room = further(request, message);
        allowance.spend(request.connection(), 1);
        room.ifPresent(one -> requireJoined(request, List.of(one)));
        return room.map(request::ownerIn).orElseGet(request::owner);
    }

    /** Counts as a message that is sent, as it writes. */
    String leave(RouteRequest request, MessageFields message, Optional<String> ref) {
        var room = message.requiredId("room_id");
        if (room.equals(request.room())) {
            throw new RefusedException(Refusals.HOME_ROOM);
        }
        allowance.spend(request.connection(), 1);
        connections.leave(request.connection(), room);
        return AnswerJson.end(new JsonObject().bool("ok", true), ref);
    }
}

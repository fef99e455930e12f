package hermes.send.route;

import hermes.common.Connections;
import hermes.common.Ids;
import hermes.send.json.Json;
import hermes.send.json.MessageFields;
import hermes.send.json.RefusedException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where a client that comes back believes to be. Immutable.
 *
 * @param rooms the further rooms that it names, in its order
 */
record ResumeRequest(RoomPositions home, Map<String, RoomPositions> rooms, Optional<String> ref) {

    static ResumeRequest of(MessageFields message, Optional<String> ref) {
        return new ResumeRequest(RoomPositions.of(message),
                message.optional("rooms").map(ResumeRequest::rooms).orElse(Map.of()), ref);
    }

    private static Map<String, RoomPositions> rooms(Json json) {
        var named = json.members();
        if (named.isEmpty() || named.size() > Connections.MOST_ROOMS) {
            throw refused("it names %d rooms".formatted(named.size()));
        }
        Map<String, RoomPositions> rooms = new LinkedHashMap<>();
        named.forEach((room, positions) -> {
            if (!Ids.valid(room) || !positions.isObject()) {
                throw refused("it has a member that is no id with an object");
            }
            rooms.put(room, RoomPositions.of(new MessageFields(positions.members())));
        });
        return rooms;
    }

    private static RefusedException refused(String why) {
        return new RefusedException("invalid_rooms",
                "\"rooms\" cannot be taken: %s; expected 1 to %d rooms, like {\"project-9\":{\"room\":{\"epoch\":\"k3f9\",\"offset\":118}}}."
                        .formatted(why, Connections.MOST_ROOMS));
    }
}

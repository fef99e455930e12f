package hermes.send.route;

import hermes.common.Batches;
import hermes.common.Ids;
import hermes.common.NotificationLimits;
import hermes.send.delivery.Frames;
import hermes.send.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The answer to a resume. Immutable.
 *
 * @param rooms what became of the further rooms that were asked for, in the client's order
 */
record ResumeAnswer(RoomOutcome home, Map<String, RoomResult> rooms, Optional<String> ref) {

    /** What was missed, then what became of the rooms if that is too much for one frame, then the rest. */
    Frames frames() {
        var members = rooms.entrySet().stream()
                .map(room -> Ids.json(room.getKey()) + ":" + room.getValue().json()).toList();
        var whole = frames(members);
        if (bytes(whole.last()) <= NotificationLimits.MESSAGE_BYTES) {
            return whole;
        }
        var rest = frames(List.of());
        List<String> before = new ArrayList<>(rest.before());
        Batches.of(members, Integer.MAX_VALUE, NotificationLimits.FRAME_BYTES, member -> bytes(member) + 1)
                .forEach(some -> before.add(addRooms(new JsonObject(), some).json("data", "{}").toString()));
        return new Frames(before, rest.last());
    }

    private Frames frames(List<String> members) {
        return Frames.of("notifications", notifications(),
                notifications -> answer(notifications, members));
    }

    private List<String> notifications() {
        var ofRooms = rooms.values().stream().flatMap(RoomResult::outcome)
                .flatMap(RoomOutcome::given).map(entry -> entry.frame(false));
        return Stream.concat(home.given().map(entry -> entry.frame(true)), ofRooms).toList();
    }

    private String answer(List<String> notifications, List<String> members) {
        var answer = home.addPositions(new JsonObject());
        if (home.recovered().orElse(false) || !notifications.isEmpty()) {
            answer.array("notifications", notifications);
        }
        home.addInbox(answer);
        if (!rooms.isEmpty()) {
            addRooms(answer, members);
        }
        return AnswerJson.end(answer, ref);
    }

    private static JsonObject addRooms(JsonObject frame, List<String> members) {
        return frame.json("rooms", "{" + String.join(",", members) + "}");
    }

    private static int bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8).length;
    }
}

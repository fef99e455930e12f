package hermes.system.faults;

import com.fasterxml.jackson.databind.JsonNode;
import hermes.system.faults.book.Counts;
import hermes.system.faults.inbox.Device;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The rooms of one client, and the inbox that it shows in one of them: takes each frame to where it belongs. Not thread-safe. */
final class ClientRooms {

    private final Who who;
    private final RoomStreams home;
    private final Map<String, Membership> further = new TreeMap<>();
    private final Optional<Device> device;
    private final Counts counts;
    private final Consumer<String> violations;

    /** @param violations is told in a sentence what contradicts the protocol */
    ClientRooms(Who who, boolean fromTheStart, Optional<Device> device, Counts counts,
            Consumer<String> violations) {
        this.who = who;
        this.home = streams(who.room(), fromTheStart);
        who.further().forEach(room -> further.put(room, new Membership(streams(room, fromTheStart))));
        this.device = device;
        this.counts = counts;
        this.violations = violations;
    }

    private RoomStreams streams(String room, boolean fromTheStart) {
        return new RoomStreams(room, who.user(), who.hasInboxOf(room), fromTheStart);
    }

    /** It is at home, and wants to be where its inbox is. */
    void connected() {
        further.values().forEach(Membership::connected);
        who.inbox().filter(further::containsKey).ifPresent(room -> further.get(room).want());
    }

    /** Takes in the states that are in a frame, and the answers about rooms in it. */
    void learnStates(JsonNode frame) {
        learnState(frame, roomOf(frame));
        frame.path("rooms").properties().forEach(room -> learnState(room.getValue(), room.getKey()));
    }

    private void learnState(JsonNode frame, String room) {
        if (frame.has("state") && who.hasInboxOf(room)) {
            device.orElseThrow().told(frame.get("state"));
        }
    }

    void push(JsonNode notification) {
        counts.add("frames");
        var room = roomOf(notification);
        boolean known = room.equals(who.room())
                ? home.receive(notification)
                : further.containsKey(room) && further.get(room).receive(notification);
        if (!known) {
            violations.accept("a frame of another room or stream: " + notification);
        } else if (who.hasInboxOf(room)) {
            device.orElseThrow().notified(notification);
        }
    }

    /** @param notifications of an answer, of each stream without a gap */
    void pushAll(JsonNode notifications) {
        var last = new HashMap<String, Long>();
        notifications.forEach(notification -> {
            long offset = notification.path("offset").asLong();
            var before = last.put(roomOf(notification) + " " + notification.path("stream").asText(), offset);
            if (before != null && offset != before + 1) {
                violations.accept("an answer has offset %d after %d".formatted(offset, before));
            }
            push(notification);
        });
    }

    private String roomOf(JsonNode frame) {
        return frame.path("room_id").asText(who.room());
    }

    Collection<RoomStreams> all() {
        return Stream.concat(Stream.of(home), further.values().stream().map(Membership::streams)).toList();
    }

    RoomStreams home() {
        return home;
    }

    /** By the rooms' ids. */
    Map<String, Membership> further() {
        return further;
    }
}

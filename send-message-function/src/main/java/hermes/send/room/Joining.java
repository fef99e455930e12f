package hermes.send.room;

import hermes.common.Connection;
import hermes.common.ConnectionRooms;
import hermes.common.Connections;
import hermes.common.JoinedRoom;
import hermes.common.grant.Grants;
import hermes.send.json.Refusal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Joins connections to further rooms if they may. The right is looked up before, and again when the row is there: whoever
 * takes a room back writes that first and then looks for rows, so one of the two sees the other. Thread-safe.
 */
public final class Joining {
    private final Connections connections;
    private final Grants grants;
    private final InstantSource clock;

    public Joining(Connections connections, Grants grants, InstantSource clock) {
        this.connections = connections;
        this.grants = grants;
        this.clock = clock;
    }

    /**
     * Writes nothing for rooms that are joined already.
     *
     * @param home is stored
     * @param stored what is stored of it in these rooms
     * @return why not, for each of them that the connection is not in then
     */
    public Map<String, Refusal> join(Connection home, ConnectionRooms stored, Collection<String> rooms,
            TokenRooms token) {
        var missing = rooms.stream().filter(room -> !stored.joined().contains(room)).toList();
        if (missing.isEmpty()) {
            return Map.of();
        }
        var places = places(home.id(), stored, missing);
        Map<String, Refusal> refused = new HashMap<>();
        missing.stream().skip(places).forEach(room -> refused.put(room, Refusals.TOO_MANY_ROOMS));
        if (places > 0) {
            refused.putAll(join(home, stored.all(), missing.subList(0, places), token));
        }
        return refused;
    }

    private Map<String, Refusal> join(Connection home, Set<String> named, List<String> rooms,
            TokenRooms token) {
        Map<String, Refusal> refused = new HashMap<>();
        var until = rights(home.user(), rooms, token);
        Set<String> there = new HashSet<>(named);
        if (!until.isEmpty()) {
            if (!connections.join(joined(home, until, token))) {
                until.keySet().forEach(room -> refused.put(room, Refusals.NOT_STORED));
            }
            there.addAll(until.keySet());
            until.keySet().retainAll(rights(home.user(), until.keySet(), token).keySet());
        }
        rooms.stream().filter(room -> !until.containsKey(room)).forEach(room -> {
            if (there.contains(room)) {
                connections.leave(home.id(), room);
            }
            refused.put(room, Refusals.NOT_GRANTED);
        });
        return refused;
    }

    private static List<JoinedRoom> joined(Connection home, Map<String, Instant> until, TokenRooms token) {
        return until.entrySet().stream().map(room -> new JoinedRoom(
                home.joining(room.getKey(), room.getValue()), token.naming(room.getKey()))).toList();
    }

    /** Until when the user may be in the rooms; those are left out that are not granted. */
    private Map<String, Instant> rights(String user, Collection<String> rooms, TokenRooms token) {
        Map<String, Instant> until = new HashMap<>();
        var now = clock.instant();
        grants.of(user, rooms).forEach((room, grant) -> grant.until(token.naming(room), now)
                .ifPresent(end -> until.put(room, end)));
        return until;
    }

    /** For how many of those that are missing there is a place. What the home row names takes one unless it has expired. */
    private int places(String id, ConnectionRooms stored, List<String> missing) {
        Set<String> all = new HashSet<>(stored.all());
        all.addAll(missing);
        if (all.size() <= Connections.MOST_ROOMS) {
            return missing.size();
        }
        var live = connections.find(id, stored.all()).joined();
        stored.all().stream().filter(room -> !live.contains(room))
                .forEach(room -> connections.leave(id, room));
        return Math.clamp(Connections.MOST_ROOMS - live.size(), 0, missing.size());
    }
}

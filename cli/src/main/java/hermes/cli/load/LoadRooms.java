package hermes.cli.load;

import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** The rooms of one run, which nobody else has, and who sits in them. Immutable. */
public final class LoadRooms {

    /**
     * A token serves several connections, as hashing one costs as much as a handshake. No more than a stack lets one user
     * catch up at once, and half of what {@code ConnectionsPerUser} allows, since those that were cut count until they are
     * forgotten.
     */
    static final int CONNECTIONS_PER_USER = 10;

    /** Who looks at a stack sees by it whose rooms these are. */
    private static final String PREFIX = "hermes-load-";

    private final LoadPlan plan;
    private final List<String> rooms;
    private final List<Seat> seats;

    private LoadRooms(LoadPlan plan, List<String> rooms, List<Seat> seats) {
        this.plan = plan;
        this.rooms = rooms;
        this.seats = seats;
    }

    public static LoadRooms of(LoadPlan plan) {
        var run = PREFIX + UUID.randomUUID().toString().substring(0, 8);
        var rooms = IntStream.rangeClosed(1, plan.rooms()).mapToObj(number -> run + "-" + number).toList();
        var seats = IntStream.range(0, plan.connections()).mapToObj(connection -> {
            int user = connection / plan.rooms() / CONNECTIONS_PER_USER + 1;
            return new Seat(rooms.get(connection % plan.rooms()), run + "-user-" + user);
        }).toList();
        return new LoadRooms(plan, rooms, seats);
    }

    LoadPlan plan() {
        return plan;
    }

    List<String> rooms() {
        return rooms;
    }

    /** One for each connection: those of one user in a room are equal. */
    List<Seat> seats() {
        return seats;
    }

    /** Each with a token of its own. */
    List<Seat> users() {
        return seats.stream().distinct().toList();
    }

    /** A user in a room. */
    record Seat(String room, String user) {}
}

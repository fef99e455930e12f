package hermes.cli.load;

import hermes.cli.load.LoadRooms.Seat;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which numbers of each room the queue has taken, and how many frames that makes. Thread-safe. */
final class Published {

    private final Map<String, BitSet> numbers = new HashMap<>();
    private final Map<String, Integer> receivers = new HashMap<>();
    private long count;
    private long expected;

    Published(List<Seat> seats) {
        seats.forEach(seat -> {
            numbers.computeIfAbsent(seat.room(), _ -> new BitSet());
            receivers.merge(seat.room(), 1, Integer::sum);
        });
    }

    synchronized void add(String room, int number) {
        numbers.get(room).set(number);
        count++;
        expected += receivers.get(room);
    }

    synchronized long count() {
        return count;
    }

    /** One for each connection of the room. */
    synchronized long expectedFrames() {
        return expected;
    }

    synchronized Map<String, BitSet> numbers() {
        var copy = new HashMap<String, BitSet>();
        numbers.forEach((room, set) -> copy.put(room, (BitSet) set.clone()));
        return Collections.unmodifiableMap(copy);
    }
}

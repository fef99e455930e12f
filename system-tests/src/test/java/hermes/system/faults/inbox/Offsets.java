package hermes.system.faults.inbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Sets of offsets, and the ranges that docs/protocol.md writes them as. One by one: slow, and easy to believe. */
final class Offsets {

    private Offsets() {}

    static SortedSet<Long> of(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().collect(Collectors.toCollection(TreeSet::new));
    }

    /** @param ranges arrays of two */
    static SortedSet<Long> of(JsonNode ranges) {
        var all = new TreeSet<Long>();
        ranges.forEach(range -> all.addAll(of(range.path(0).asLong(), range.path(1).asLong())));
        return all;
    }

    static SortedSet<Long> above(long floor, SortedSet<Long> offsets) {
        return new TreeSet<>(offsets.tailSet(floor + 1));
    }

    static void addRange(ArrayNode ranges, long first, long last) {
        ranges.addArray().add(first).add(last);
    }
}

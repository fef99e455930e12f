package hermes.system.faults.inbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

/** A state as a device was sent it. Immutable. */
record ShownState(long version, Map<InboxStream, Part> parts, long unread, long unseen) {

    /** What was done with one stream. */
    record Part(String epoch, long offset, long floor, long seen, SortedSet<Long> read,
            SortedSet<Long> archived) {

        static Part of(JsonNode json) {
            return new Part(json.path("epoch").asText(), json.path("offset").asLong(),
                    json.path("floor").asLong(), json.path("seen").asLong(), Offsets.of(json.path("read")),
                    Offsets.of(json.path("archived")));
        }

        SortedSet<Long> unread() {
            var unread = Offsets.of(floor + 1, offset);
            unread.removeAll(read);
            unread.removeAll(archived);
            return unread;
        }

        long unseen() {
            return Offsets.above(seen, unread()).size();
        }

        /** What was done above a floor, whatever has come since. */
        private Part above(long other) {
            return new Part(epoch, 0, other, Math.max(seen, other), Offsets.above(other, read),
                    Offsets.above(other, archived));
        }
    }

    static ShownState of(JsonNode json) {
        var parts = new EnumMap<InboxStream, Part>(InboxStream.class);
        InboxStream.BOTH.forEach(stream -> parts.put(stream, Part.of(json.path(stream.label()))));
        return new ShownState(json.path("version").asLong(), parts, json.path("unread").asLong(),
                json.path("unseen").asLong());
    }

    Part part(InboxStream stream) {
        return parts.get(stream);
    }

    /** What its two numbers would have to be. */
    Optional<String> miscounted() {
        long all = parts.values().stream().mapToLong(part -> part.unread().size()).sum();
        long fresh = parts.values().stream().mapToLong(Part::unseen).sum();
        return Optional.of("version %d says unread %d and unseen %d, but its ranges leave %d and %d"
                .formatted(version, unread, unseen, all, fresh))
                .filter(_ -> all != unread || fresh != unseen);
    }

    /** Whether the same was done by it: of one version there is one state, though its floor may not be stored yet. */
    boolean sameAs(ShownState other) {
        return InboxStream.BOTH.stream().allMatch(stream -> {
            long floor = Math.max(part(stream).floor(), other.part(stream).floor());
            return part(stream).epoch().equals(other.part(stream).epoch())
                    && part(stream).above(floor).equals(other.part(stream).above(floor));
        });
    }
}

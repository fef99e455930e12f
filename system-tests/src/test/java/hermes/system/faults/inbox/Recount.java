package hermes.system.faults.inbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What one stream of an inbox must be like: counted from what is stored there, and from the marks in the order in which they
 * were made. Not thread-safe.
 */
final class Recount {

    private final StoredStream stored;
    private final long floor;
    private final SortedSet<Long> read;
    private final SortedSet<Long> archived = new TreeSet<>();
    private long seen;

    /** @param beginning from which on it counts for the user */
    Recount(StoredStream stored, String user, long beginning) {
        this.stored = stored;
        this.floor = Math.max(beginning, stored.expired());
        this.seen = floor;
        this.read = new TreeSet<>(stored.writtenBy(user));
    }

    void mark(JsonNode part) {
        if (part.path("epoch").asText().equals(stored.epoch())) {
            seen = Math.max(seen, part.path("seen").asLong());
            read.addAll(Offsets.of(part.path("read")));
            read.removeAll(Offsets.of(part.path("unread")));
            archived.addAll(Offsets.of(part.path("archived")));
            archived.removeAll(Offsets.of(part.path("unarchived")));
        }
    }

    ShownState.Part part() {
        return new ShownState.Part(stored.epoch(), stored.head(), floor, seen, Offsets.above(floor, read),
                Offsets.above(floor, archived));
    }

    /** What a list must have, the newest first. */
    List<Long> listed(String filter) {
        var part = part();
        var wanted = switch (filter) {
            case "unread" -> part.unread();
            case "archived" -> part.archived();
            default -> {
                var all = Offsets.of(floor + 1, stored.head());
                all.removeAll(archived);
                yield all;
            }
        };
        return List.copyOf(wanted).reversed();
    }

    boolean isRead(long offset) {
        return read.contains(offset);
    }

    boolean isArchived(long offset) {
        return archived.contains(offset);
    }

    StoredStream stored() {
        return stored;
    }
}

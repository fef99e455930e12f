package hermes.system.faults.inbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * What the checker knows of one stream of an inbox. Immutable.
 *
 * @param items by their offsets, those that have expired too
 * @param expired all up to this offset are over
 */
public record StoredStream(String epoch, SortedMap<Long, Item> items, long expired) {

    /** A notification. */
    public record Item(String id, JsonNode author, JsonNode data) {}

    long head() {
        return items.isEmpty() ? 0 : items.lastKey();
    }

    Set<Long> writtenBy(String user) {
        return items.entrySet().stream().filter(item -> item.getValue().author().asText().equals(user))
                .map(Map.Entry::getKey).collect(Collectors.toSet());
    }
}

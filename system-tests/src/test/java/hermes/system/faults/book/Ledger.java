package hermes.system.faults.book;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** The publishers' book: what was published, and to which streams it belongs. Thread-safe. */
public final class Ledger {

    /**
     * @param to empty for the whole room
     * @param inbox whether it belongs in one
     * @param through the queue, or how a browser sent it
     * @param nanoTime when its publisher began to send it
     */
    public record Entry(String id, String room, Set<String> to, boolean inbox, JsonNode author, JsonNode data,
            String through, long nanoTime) {

        public Entry(String id, String room, Set<String> to, boolean inbox, JsonNode author, JsonNode data,
                String through) {
            this(id, room, to, inbox, author, data, through, System.nanoTime());
        }

        private Set<String> streams() {
            return to.isEmpty()
                    ? Set.of(stream(inbox ? "announcements" : "room", room, ""))
                    : to.stream().map(user -> stream(inbox ? "inbox" : "user", room, user))
                            .collect(Collectors.toSet());
        }
    }

    private final Map<String, Map<String, Entry>> streams = new ConcurrentSkipListMap<>();
    private final Set<String> unconfirmed = ConcurrentHashMap.newKeySet();
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private final Set<String> poison = ConcurrentHashMap.newKeySet();
    private final AtomicInteger published = new AtomicInteger();
    private final AtomicInteger duplicates = new AtomicInteger();
    private final AtomicInteger forgedJobs = new AtomicInteger();

    public void published(Entry entry) {
        published.incrementAndGet();
        entry.streams().forEach(
                key -> streams.computeIfAbsent(key, _ -> new ConcurrentHashMap<>()).put(entry.id(), entry));
    }

    /** Its sender waits for an answer: whether it was taken nobody has told him, and he says it again. */
    public void unconfirmed(String id) {
        unconfirmed.add(id);
    }

    /** Its sender was told that it was taken. */
    public void confirmed(String id) {
        unconfirmed.remove(id);
    }

    /** Its sender was told that it was not taken. If it had said it before, it may be there all the same. */
    public void refused(String id) {
        refused.add(id);
    }

    public void duplicated() {
        duplicates.incrementAndGet();
    }

    public void forgedAJob() {
        forgedJobs.incrementAndGet();
    }

    /** @param messageId of something that can never be delivered */
    public void poisoned(String messageId) {
        poison.add(messageId);
    }

    /** By stream, and by id. */
    public Map<String, Map<String, Entry>> streams() {
        return streams;
    }

    /** Whether its sender was not told, or not yet, that it was taken. What a backend publishes is confirmed by the queue. */
    public boolean isUnconfirmed(String id) {
        return unconfirmed.contains(id);
    }

    public boolean wasRefused(String id) {
        return refused.contains(id);
    }

    public Set<String> poison() {
        return poison;
    }

    public int published() {
        return published.get();
    }

    public int duplicates() {
        return duplicates.get();
    }

    public int forgedJobs() {
        return forgedJobs.get();
    }

    /** The partition key of a room's stream, as docs/architecture.md says. */
    public static String roomStream(String room) {
        return stream("room", room, "");
    }

    /** @param label of the stream, as frames have it */
    public static String stream(String label, String room, String user) {
        var ofRoom = label + "#" + escaped(room);
        return label.equals("user") || label.equals("inbox") ? ofRoom + "#" + escaped(user) : ofRoom;
    }

    private static String escaped(String part) {
        return part.replace("%", "%25").replace("#", "%23");
    }
}

package hermes.system.faults.inbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * One of a user's devices, as docs/protocol.md tells it to be: it keeps the state with the highest version, and repeats a mark
 * until it is acknowledged. Remembers everything for the checker. Not thread-safe.
 */
public final class Device {

    static final List<String> FILTERS = List.of("all", "unread", "archived");
    private static final int PAGE = 7;

    private final String name;
    private final String user;
    private final Line line;
    private final List<Received> received;
    private final List<ShownState> states = new ArrayList<>();
    private final Map<String, Mark> marks = new LinkedHashMap<>();
    private final Set<String> acknowledged = new HashSet<>();
    private List<Listing> lists = List.of();
    private ShownState kept;

    /** @param name tells it from the user's other devices */
    public Device(String name, String user, Line line) {
        this.name = name;
        this.user = user;
        this.line = line;
        this.received = InboxStream.BOTH.stream().map(stream -> new Received(stream, user)).toList();
    }

    /** A notification of one of the two streams. */
    public void notified(JsonNode frame) {
        received.stream().filter(one -> one.stream().label().equals(frame.path("stream").asText()))
                .forEach(one -> one.add(frame));
    }

    public void told(JsonNode state) {
        var shown = ShownState.of(state);
        states.add(shown);
        if (kept == null || shown.version() >= kept.version()) {
            kept = shown;
        }
    }

    /** One mark at a time: nothing is marked while another is not acknowledged. */
    public void markAnything(SplittableRandom random) {
        if (acknowledged.size() == marks.size()) {
            new Marking(random).draw(received).ifPresent(message -> mark(message, random));
        }
    }

    private void mark(ObjectNode message, SplittableRandom random) {
        var ref = "m" + Long.toUnsignedString(random.nextLong(), 36);
        message.put("ref", ref);
        marked(new Mark(ref, name, message));
        line.ask(message, _ -> acknowledged(ref));
    }

    void marked(Mark mark) {
        marks.put(mark.ref(), mark);
    }

    void acknowledged(String ref) {
        acknowledged.add(ref);
    }

    /** Asks for all its lists, from the newest to the oldest. */
    public void list(SplittableRandom random) {
        lists = FILTERS.stream().map(filter -> new Listing(filter, PAGE)).toList();
        var ref = "l" + Long.toUnsignedString(random.nextLong(), 36);
        lists.forEach(list -> list.begin(line, ref + "-" + list.filter()));
    }

    public boolean listed() {
        return lists.stream().allMatch(Listing::complete);
    }

    void listed(List<Listing> shown) {
        lists = shown;
    }

    public String name() {
        return name;
    }

    public String user() {
        return user;
    }

    /** What it shows; null if it was never told. */
    ShownState kept() {
        return kept;
    }

    List<ShownState> states() {
        return states;
    }

    List<Listing> lists() {
        return lists;
    }

    Map<String, Mark> marks() {
        return marks;
    }

    Set<String> acknowledgedMarks() {
        return acknowledged;
    }
}

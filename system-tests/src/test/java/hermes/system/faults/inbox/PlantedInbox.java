package hermes.system.faults.inbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Two devices of one user and five notifications to him, as a test wants it; what it does not plant is right. */
final class PlantedInbox {

    private static final String USER = "7";
    private static final String EPOCH = "e";
    private static final int ITEMS = 5;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    final Journal journal = new Journal("the inbox");
    final Device left = new Device("left", USER, (_, _) -> {});
    final Device right = new Device("right", USER, (_, _) -> {});
    private final SortedMap<Long, StoredStream.Item> items = new TreeMap<>();
    private final List<String> refs = new ArrayList<>();
    private final List<Long> read = new ArrayList<>();
    private long floor;
    private long version = 1;

    PlantedInbox() {
        for (long offset = 1; offset <= ITEMS; offset++) {
            items.put(offset, new StoredStream.Item("n-" + offset, JSON.textNode("backend"),
                    JSON.textNode("data " + offset)));
        }
        journal.stored(version, 0, refs);
    }

    /** Made, acknowledged to its device, and told to nobody yet. */
    PlantedInbox marked(Device device, String ref, String kind, long offset) {
        made(device, ref, kind, offset);
        return stored(ref, kind, offset);
    }

    /** Acknowledged, whether it was made or not. */
    PlantedInbox made(Device device, String ref, String kind, long offset) {
        var message = JSON.objectNode();
        message.putObject("inbox").put("epoch", EPOCH).putArray(kind).addArray().add(offset).add(offset);
        device.marked(new Mark(ref, device.name(), message));
        device.acknowledged(ref);
        return this;
    }

    /** The server makes the mark. */
    PlantedInbox stored(String ref, String kind, long offset) {
        read.remove(offset);
        if (kind.equals("read")) {
            read.add(offset);
        }
        refs.add(ref);
        journal.stored(++version, 0, refs);
        return this;
    }

    /** All up to this offset is over, and the server knows it. */
    PlantedInbox expired(long upTo) {
        floor = upTo;
        read.removeIf(offset -> offset <= floor);
        journal.stored(++version, 0, refs);
        return this;
    }

    PlantedInbox told(Device... devices) {
        List.of(devices).forEach(device -> device.told(state()));
        return this;
    }

    ObjectNode state() {
        var state = JSON.objectNode().put("version", version).put("unread", ITEMS - floor - read.size())
                .put("unseen", ITEMS - floor - read.size());
        var inbox = part(EPOCH, ITEMS, floor);
        read.stream().sorted()
                .forEach(offset -> inbox.withArray("read").addArray().add(offset).add(offset));
        state.set("inbox", inbox);
        state.set("announcements", part("", 0, 0));
        return state;
    }

    private static ObjectNode part(String epoch, long offset, long floor) {
        var part = JSON.objectNode().put("epoch", epoch).put("offset", offset).put("floor", floor).put("seen",
                floor);
        part.putArray("read");
        part.putArray("archived");
        return part;
    }

    /** Lists what is there, but for what the server leaves out. */
    PlantedInbox listed(Device device, long... without) {
        var all = new ArrayList<>(items.keySet());
        all.removeIf(offset -> offset <= floor);
        for (long offset : without) {
            all.remove(offset);
        }
        var unread = new ArrayList<>(all);
        unread.removeAll(read);
        device.listed(List.of(list("all", all), list("unread", unread), list("archived", List.of())));
        return this;
    }

    private Listing list(String filter, Collection<Long> offsets) {
        var page = JSON.arrayNode();
        List.copyOf(offsets).reversed().forEach(offset -> page.add(item(offset)));
        var list = new Listing(filter, ITEMS);
        list.take(page);
        list.end();
        return list;
    }

    private JsonNode item(long offset) {
        var item = JSON.objectNode().put("stream", "inbox").put("offset", offset)
                .put("id", items.get(offset).id()).put("read", read.contains(offset)).put("archived", false);
        item.set("user_id", items.get(offset).author());
        return item.set("data", items.get(offset).data());
    }

    /** What the checker finds, to whom it is known that all up to an offset is over. */
    List<String> violations(long expired) {
        return new InboxChecker(journal, new StoredStream(EPOCH, items, expired),
                new StoredStream("", new TreeMap<>(), 0), List.of(left, right)).check();
    }
}

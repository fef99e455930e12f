package hermes.system.faults.inbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Compares what the devices of one user show of one inbox with a recount. Shares no code with the function. Not thread-safe. */
public final class InboxChecker {

    private final Journal journal;
    private final List<Device> devices;
    private final Map<InboxStream, Recount> recounts = new EnumMap<>(InboxStream.class);
    private final List<String> violations = new ArrayList<>();

    /** @param devices of one user, at least one, that have listed everything */
    public InboxChecker(Journal journal, StoredStream inbox, StoredStream announcements,
            List<Device> devices) {
        this.journal = journal;
        this.devices = devices;
        var user = devices.getFirst().user();
        recounts.put(InboxStream.INBOX, new Recount(inbox, user, 0));
        recounts.put(InboxStream.ANNOUNCEMENTS, new Recount(announcements, user, journal.announced()));
    }

    /** What contradicts the guarantees, in sentences. */
    public List<String> check() {
        violations.addAll(journal.violations());
        recountMarks();
        devices.forEach(this::checkStates);
        devices.forEach(this::checkLists);
        return violations;
    }

    private void recountMarks() {
        var marks = new HashMap<String, Mark>();
        devices.forEach(device -> marks.putAll(device.marks()));
        for (var ref : journal.order()) {
            if (marks.containsKey(ref)) {
                recounts.forEach(
                        (stream, recount) -> marks.get(ref).part(stream).ifPresent(recount::mark));
            } else {
                violation("%s has mark %s, which no device made", journal.name(), ref);
            }
        }
        var made = new HashSet<>(journal.order());
        devices.forEach(device -> device.acknowledgedMarks().stream().filter(ref -> !made.contains(ref))
                .forEach(ref -> violation("%s was never made, but acknowledged", marks.get(ref))));
    }

    private void checkStates(Device device) {
        var versions = new HashMap<Long, ShownState>();
        devices.forEach(
                other -> other.states().forEach(state -> versions.putIfAbsent(state.version(), state)));
        for (var state : device.states()) {
            state.miscounted().ifPresent(how -> violation("%s: %s", device.name(), how));
            if (!versions.get(state.version()).sameAs(state)) {
                violation("%s was told %s, and another device %s", device.name(), state,
                        versions.get(state.version()));
            }
        }
        recounts.forEach((stream, recount) -> checkPart(device, stream, recount.part()));
    }

    private void checkPart(Device device, InboxStream stream, ShownState.Part expected) {
        var shown = Optional.ofNullable(device.kept()).map(state -> state.part(stream));
        if (!shown.equals(Optional.of(expected))) {
            violation("%s, %s: shows %d unread and %d unseen, %s; expected %d and %d, %s", device.name(),
                    stream.label(), shown.map(part -> part.unread().size()).orElse(0),
                    shown.map(ShownState.Part::unseen).orElse(0L), shown, expected.unread().size(),
                    expected.unseen(), expected);
        }
    }

    private void checkLists(Device device) {
        if (device.lists().size() != Device.FILTERS.size() || !device.listed()) {
            violation("%s has not listed everything", device.name());
        }
        device.lists().forEach(list -> {
            if (list.hasShortPage()) {
                violation("%s: a page of %s is short", device.name(), list.filter());
            }
            list.items().forEach(item -> checkItem(device, item));
            recounts.forEach((stream, recount) -> checkList(device, list, stream, recount));
        });
    }

    private void checkList(Device device, Listing list, InboxStream stream, Recount recount) {
        var listed = list.items().stream()
                .filter(item -> item.path("stream").asText().equals(stream.label()))
                .map(item -> item.path("offset").asLong()).collect(Collectors.toList());
        var expected = recount.listed(list.filter());
        if (!listed.equals(expected)) {
            var missing = new ArrayList<>(expected);
            missing.removeAll(listed);
            var surplus = new ArrayList<>(listed);
            surplus.removeAll(expected);
            violation("%s lists %s of %s as %s; expected %s: %s missing, %s too many", device.name(),
                    listed, stream.label(), list.filter(), expected, missing, surplus);
        }
    }

    private void checkItem(Device device, JsonNode item) {
        long offset = item.path("offset").asLong();
        var recount = recounts.get(InboxStream.of(item.path("stream").asText()));
        var stored = recount.stored().items().get(offset);
        if (stored == null || !stored.equals(
                new StoredStream.Item(item.path("id").asText(), item.get("user_id"), item.get("data")))) {
            violation("%s lists %s, but stored is %s", device.name(), item, stored);
        }
        if (item.path("read").asBoolean() != recount.isRead(offset)
                || item.path("archived").asBoolean() != recount.isArchived(offset)) {
            violation("%s lists %s; expected read %s, archived %s", device.name(), item,
                    recount.isRead(offset), recount.isArchived(offset));
        }
    }

    private void violation(String sentence, Object... values) {
        violations.add(sentence.formatted(values));
    }
}

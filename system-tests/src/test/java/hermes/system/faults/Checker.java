package hermes.system.faults;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import hermes.cli.terminal.Json;
import hermes.system.faults.book.GrantBook;
import hermes.system.faults.book.Ledger;
import hermes.system.faults.book.Numbers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/**
 * Compares what was published with what is stored, what lies in the dead-letter queues and what each client got.
 * Shares no code with the function. Not thread-safe.
 */
final class Checker {

    private final Ledger ledger;
    private final StreamTable table;
    private final GrantBook grants;
    private final Set<String> deadIds = new HashSet<>();
    private final Set<String> deadMessages = new HashSet<>();
    private final List<String> violations = new ArrayList<>();

    Checker(Ledger ledger, StreamTable table, GrantBook grants, List<Message> deadLetters) {
        this.ledger = ledger;
        this.table = table;
        this.grants = grants;
        deadLetters.forEach(this::bury);
    }

    /** What contradicts the guarantees, in sentences. */
    List<String> violations() {
        return violations;
    }

    /** Offsets are contiguous, ids unique, and everything that was published is here or in a dead-letter queue. */
    void checkStreams() {
        var keys = new TreeSet<String>(ledger.streams().keySet());
        keys.addAll(table.streams().keySet());
        keys.addAll(table.heads().keySet());
        keys.forEach(this::checkStream);
        ledger.poison().stream().filter(id -> !deadMessages.contains(id))
                .forEach(id -> violation("poison %s is in no dead-letter queue", id));
    }

    /** How many notifications are in all streams. */
    long appended() {
        return table.streams().values().stream().mapToLong(Map::size).sum();
    }

    /** How many belong there: one that is for several users counts once for each. */
    long published() {
        return ledger.streams().values().stream().mapToLong(Map::size).sum();
    }

    /** How many of these are in a dead-letter queue only. */
    long deadOnly() {
        return nowhere(deadIds::contains);
    }

    /** How many of these were not taken, as their senders were told. */
    long refusedOnly() {
        return nowhere(id -> ledger.wasRefused(id) && !deadIds.contains(id));
    }

    private long nowhere(Predicate<String> which) {
        return ledger.streams().entrySet().stream().mapToLong(stream -> {
            var stored = ids(stream.getKey());
            return stream.getValue().keySet().stream().filter(id -> !stored.contains(id)).filter(which)
                    .count();
        }).sum();
    }

    /**
     * Every notification of its streams reached it or was reported lost, in order, and none of another's did; up to the end in
     * each room that it is in.
     */
    void checkClient(Client client) {
        violations.addAll(client.violations());
        check(client, client.home(), true);
        client.further().forEach((room, membership) -> {
            check(client, membership.streams(), membership.isIn());
            membership.arrivals().forEach(arrival -> checkRight(client, room, arrival));
        });
    }

    private void check(Client client, RoomStreams room, boolean toTheEnd) {
        room.streams().forEach((label, received) -> checkFrames(client.name(), room.key(label), received));
        room.followed().forEach(label -> {
            long last = checkOrder(client.name(), room.key(label), room.stream(label));
            long head = table.head(room.key(label));
            if (toTheEnd ? last != head : last > head) {
                violation("%s has %s up to %d, but the head is %d", client.name(), room.key(label), last,
                        head);
            }
        });
    }

    /** What was published after it had left the room, or after the room was taken back, must not have come. */
    private void checkRight(Client client, String room, Membership.Arrival arrival) {
        var frame = arrival.frame();
        var key = Ledger.stream(frame.path("stream").asText(), room, client.who().user());
        var id = frame.path("id").asText();
        var entry = ledger.streams().getOrDefault(key, Map.of()).get(id);
        if (entry == null) {
            violation("%s got %s of %s, which nobody published", client.name(), id, key);
        } else if (arrival.out().isPresent() && arrival.out().getAsLong() < entry.nanoTime()) {
            violation("%s got %s of %s, which it had left, or not joined, before that was published",
                    client.name(), id, key);
        }
        if (entry != null
                && grants.forbids(client.who().user(), room, entry.nanoTime(), arrival.nanoTime())) {
            violation("%s got %s of %s, which was not granted", client.name(), id, key);
        }
    }

    /**
     * It was always connected: posts alone have brought everything that did not fail for good. What an invocation for a browser
     * appended before it was killed is delivered when its sender, who has no answer, says it again.
     */
    void checkSteady(Client client) {
        client.rooms().forEach(room -> room.streams()
                .forEach((label, received) -> checkPushed(client, room.key(label), received)));
    }

    private void checkStream(String key) {
        var published = ledger.streams().getOrDefault(key, Map.of());
        var offsets = new HashMap<String, Long>();
        var epochs = new HashSet<String>();
        table.stream(key).forEach((offset, stored) -> {
            var first = offsets.put(stored.id(), offset);
            if (first != null) {
                violation("%s has id %s at %d and %d", key, stored.id(), first, offset);
            }
            epochs.add(stored.epoch());
            same("%s, offset %d".formatted(key, offset), published.get(stored.id()), stored.author(),
                    stored.data());
        });
        if (table.head(key) != table.stream(key).size() || !table.stream(key).isEmpty()
                && (epochs.size() != 1 || table.stream(key).lastKey() != table.head(key))) {
            violation("%s has head %s, %d notifications and epochs %s", key, table.heads().get(key),
                    table.stream(key).size(), epochs);
        }
        published.keySet().stream().filter(id -> !offsets.containsKey(id) && !deadIds.contains(id))
                .filter(id -> !ledger.wasRefused(id))
                .forEach(id -> violation("%s was published to %s and is nowhere", published.get(id), key));
        violations.addAll(Numbers.violations(key + " has",
                table.stream(key).values().stream().map(StreamTable.Stored::data)));
    }

    private void checkFrames(String client, String stream, ReceivedStream received) {
        for (var frame : received.frames()) {
            var where = "%s got %s".formatted(client, frame);
            var stored = table.stream(stream).get(frame.path("offset").asLong());
            if (stored == null || !stored.id().equals(frame.path("id").asText())
                    || !stored.epoch().equals(frame.path("epoch").asText())) {
                violation("%s, but there %s has %s", where, stream, stored);
            }
            same(where, ledger.streams().getOrDefault(stream, Map.of()).get(frame.path("id").asText()),
                    frame.path("user_id"), frame.path("data"));
        }
        violations.addAll(Numbers.violations("%s got of %s".formatted(client, stream),
                received.handedOn().stream().map(handedOn -> handedOn.frame().path("data"))));
    }

    /**
     * From where it began: each offset once and in order, but for what it was told to do without.
     *
     * @return the last one
     */
    private long checkOrder(String client, String stream, ReceivedStream received) {
        var lost = new HashMap<Long, Long>();
        received.lost().forEach(range -> lost.put(range.after(), range.upTo()));
        long last = received.first();
        for (var handedOn : received.handedOn()) {
            long offset = handedOn.frame().path("offset").asLong();
            last = offset == last + 1 ? last : pass(lost, last);
            if (offset != last + 1) {
                violation("%s got offset %d of %s after %d", client, offset, stream, last);
            }
            last = offset;
        }
        return pass(lost, last);
    }

    /** The end of all that was lost in one go. */
    private static long pass(Map<Long, Long> lost, long from) {
        long last = from;
        while (lost.containsKey(last)) {
            last = lost.get(last);
        }
        return last;
    }

    private void checkPushed(Client client, String stream, ReceivedStream received) {
        var pushed = new HashSet<Long>();
        received.frames().forEach(frame -> pushed.add(frame.path("offset").asLong()));
        table.stream(stream).forEach((offset, stored) -> {
            if (!pushed.contains(offset) && !deadIds.contains(stored.id())
                    && !ledger.isUnconfirmed(stored.id())) {
                violation("%s was always connected, but offset %d of %s, %s, was never posted to it",
                        client.name(),
                        offset, stream, stored.id());
            }
        });
    }

    private void same(String where, Ledger.Entry published, JsonNode author, JsonNode data) {
        if (published == null || !published.author().equals(author) || !published.data().equals(data)) {
            violation("%s: what was published there is %s", where, published);
        }
    }

    private Set<String> ids(String stream) {
        var ids = new HashSet<String>();
        table.stream(stream).values().forEach(stored -> ids.add(stored.id()));
        return ids;
    }

    private void bury(Message letter) {
        var original = letter.messageAttributes().get("original_message_id");
        var message = original == null ? letter.messageId() : original.stringValue();
        deadMessages.add(message);
        deadIds.add(message);
        try {
            var body = Json.parse(letter.body());
            if (body.has("id")) {
                deadIds.add(body.path("id").asText());
            }
        } catch (JsonProcessingException _) {
            // Poison is often not JSON.
        }
    }

    private void violation(String sentence, Object... values) {
        violations.add(sentence.formatted(values));
    }
}

package hermes.system.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hermes.cli.terminal.Json;
import hermes.system.faults.book.Counts;
import hermes.system.faults.book.Ledger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What a client has of one room, and how it asks there for what it missed. Not thread-safe. */
final class RoomStreams {

    /** As docs/protocol.md says. */
    private static final long MOST_MISSED = 300;

    private static final List<String> ALWAYS = List.of("room", "user");
    private static final List<String> OF_INBOX = List.of("inbox", "announcements");

    private final String room;
    private final String user;
    private final boolean withInbox;
    private final Map<String, ReceivedStream> streams = new LinkedHashMap<>();
    private long expired;

    /**
     * @param withInbox whether it uses the inbox there; if not, it has what is pushed of it, and no more
     * @param fromTheStart whether it wants all that the streams ever had, or what comes from now on
     */
    RoomStreams(String room, String user, boolean withInbox, boolean fromTheStart) {
        this.room = room;
        this.user = user;
        this.withInbox = withInbox;
        ALWAYS.forEach(label -> streams.put(label, new ReceivedStream(fromTheStart)));
        OF_INBOX.forEach(label -> streams.put(label, new ReceivedStream(fromTheStart && withInbox)));
    }

    /** @return whether the protocol knows such a stream */
    boolean receive(JsonNode frame) {
        var stream = Optional.ofNullable(streams.get(frame.path("stream").asText()));
        stream.ifPresent(known -> known.receive(frame));
        return stream.isPresent();
    }

    /** The room's notifications up to this offset cannot be had any more. */
    void expired(long upTo) {
        expired = upTo;
    }

    boolean hasGap() {
        return followed().anyMatch(label -> streams.get(label).hasGap());
    }

    /** Those that it has all of, or was told what is missing. */
    Stream<String> followed() {
        return Stream.concat(ALWAYS.stream(), OF_INBOX.stream().filter(_ -> withInbox));
    }

    /** What a resume says of this room: where it is, or nothing if it does not know yet. */
    ObjectNode positions() {
        var positions = Json.object();
        if (withInbox) {
            positions.put("state", true);
        }
        followed().filter(label -> streams.get(label).positionKnown())
                .forEach(label -> positions.set(label, streams.get(label).position()));
        return positions;
    }

    /** Of the streams that it has a position in. */
    Map<String, Long> offsets() {
        var offsets = new LinkedHashMap<String, Long>();
        followed().filter(label -> streams.get(label).positionKnown())
                .forEach(label -> offsets.put(label, streams.get(label).offset()));
        return offsets;
    }

    /**
     * @param answer of a resume about this room, whose notifications have been received
     * @param asked where the client was when it asked
     * @param violations is told in a sentence what contradicts the protocol
     */
    void answered(JsonNode answer, Map<String, Long> asked, Counts counts, Consumer<String> violations) {
        take(ALWAYS, answer, "recovered", answer, asked, counts, violations);
        if (withInbox) {
            OF_INBOX.forEach(label -> skipFloor(label, answer.path("state").path(label)));
            take(OF_INBOX, answer.path("state"), "inbox_recovered", answer, asked, counts, violations);
        }
    }

    /** What is over nobody can miss. */
    private void skipFloor(String label, JsonNode state) {
        if (streams.get(label).positionKnown()) {
            streams.get(label).giveUpTo(state.path("epoch").asText(), state.path("floor").asLong());
        }
    }

    private void take(List<String> labels, JsonNode heads, String recovered, JsonNode answer,
            Map<String, Long> asked, Counts counts, Consumer<String> violations) {
        if (labels.stream().noneMatch(asked::containsKey)) {
            labels.forEach(label -> streams.get(label).startAt(heads.path(label)));
        } else if (answer.path(recovered).asBoolean()) {
            counts.add(recovered);
            labels.forEach(label -> complete(label, heads.path(label), violations));
        } else {
            counts.add("not " + recovered);
            if (labels.stream().allMatch(label -> asked.get(label) >= (label.equals("room") ? expired : 0)
                    && head(heads, label) - asked.get(label) <= MOST_MISSED)) {
                violations.accept("not recovered in %s without need: from %s, answer %s".formatted(room,
                        asked, answer));
            }
            labels.forEach(label -> streams.get(label).giveUpTo(
                    heads.path(label).path("epoch").asText(), head(heads, label)));
        }
    }

    private void complete(String label, JsonNode head, Consumer<String> violations) {
        long offset = streams.get(label).offset();
        if (offset < head.path("offset").asLong()) {
            violations.accept("recovered in %s, but offset %d of %s, %s, is missing".formatted(room,
                    offset + 1, label, head));
        }
    }

    private static long head(JsonNode heads, String label) {
        return heads.path(label).path("offset").asLong();
    }

    String room() {
        return room;
    }

    /** By their labels in frames. */
    Map<String, ReceivedStream> streams() {
        return streams;
    }

    ReceivedStream stream(String label) {
        return streams.get(label);
    }

    /** The key of a stream in the table. */
    String key(String label) {
        return Ledger.stream(label, room, user);
    }
}

package hermes.system.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hermes.cli.terminal.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a client has of one stream, kept as docs/protocol.md tells clients to: duplicates are dropped, what comes
 * too early is held back. Remembers everything for the checker. Not thread-safe.
 */
final class ReceivedStream {

    /** @param nanoTime when the application got it */
    record HandedOn(JsonNode frame, long nanoTime) {}

    /** @param upTo the last offset that the client was told to do without */
    record Lost(long after, long upTo) {}

    private final List<JsonNode> frames = new ArrayList<>();
    private final List<HandedOn> handedOn = new ArrayList<>();
    private final List<Lost> lost = new ArrayList<>();
    private final SortedMap<Long, JsonNode> held = new TreeMap<>();
    private String epoch = "";
    private long offset;
    private long first;
    private boolean positionKnown;
    private int duplicates;
    private int early;

    /** @param fromTheStart whether it wants everything that was ever published, or what comes from now on */
    ReceivedStream(boolean fromTheStart) {
        this.positionKnown = fromTheStart;
    }

    void receive(JsonNode frame) {
        frames.add(frame);
        long at = frame.path("offset").asLong();
        if (positionKnown && at <= offset || held.putIfAbsent(at, frame) != null) {
            duplicates++;
        } else if (positionKnown && at > offset + 1) {
            early++;
        }
        handOn();
    }

    /** The answer to a resume without a position. */
    void startAt(JsonNode position) {
        if (!positionKnown) {
            positionKnown = true;
            first = position.path("offset").asLong();
            goTo(position.path("epoch").asText(), first);
        }
    }

    /** The answer said that something cannot be had any more. */
    void giveUpTo(String present, long upTo) {
        if (upTo > offset) {
            lost.add(new Lost(offset, upTo));
            goTo(present, upTo);
        }
    }

    private void goTo(String present, long upTo) {
        epoch = present;
        offset = Math.max(offset, upTo);
        held.headMap(offset + 1).clear();
        handOn();
    }

    private void handOn() {
        while (positionKnown && held.containsKey(offset + 1)) {
            var next = held.remove(++offset);
            epoch = next.path("epoch").asText();
            handedOn.add(new HandedOn(next, System.nanoTime()));
        }
    }

    boolean hasGap() {
        return positionKnown && !held.isEmpty();
    }

    boolean positionKnown() {
        return positionKnown;
    }

    ObjectNode position() {
        return Json.object().put("epoch", epoch).put("offset", offset);
    }

    long offset() {
        return offset;
    }

    /** The offset after which it began to listen. */
    long first() {
        return first;
    }

    /** Every frame, in the order of arrival. */
    List<JsonNode> frames() {
        return frames;
    }

    /** What the application got, in the order in which it got it. */
    List<HandedOn> handedOn() {
        return handedOn;
    }

    List<Lost> lost() {
        return lost;
    }

    int duplicates() {
        return duplicates;
    }

    /** How many frames had overtaken another. */
    int early() {
        return early;
    }
}

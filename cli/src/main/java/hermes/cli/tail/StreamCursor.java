package hermes.cli.tail;

import com.fasterxml.jackson.databind.JsonNode;
import hermes.cli.terminal.Json;

/**
 * How far one stream was read, by the rules of docs/protocol.md: an epoch's offsets have no holes, so what was seen
 * before and what is missing shows by itself. For one thread.
 */
public final class StreamCursor {

    private String epoch;
    private long offset;
    private long missingUpTo;

    /** What a notification is to one who has read up to here. */
    public enum Step {
        NEXT, KNOWN, GAP
    }

    /** Moves on if it is the next, or the first at all. */
    public Step see(JsonNode notification) {
        var itsEpoch = notification.path("epoch").asText();
        long itsOffset = notification.path("offset").asLong();
        if (epoch == null || follows(itsEpoch, itsOffset)) {
            epoch = itsEpoch;
            offset = itsOffset;
            return Step.NEXT;
        }
        if (itsEpoch.equals(epoch) && itsOffset <= offset) {
            return Step.KNOWN;
        }
        missingUpTo = Math.max(missingUpTo, itsOffset);
        return Step.GAP;
    }

    private boolean follows(String itsEpoch, long itsOffset) {
        // A stream without any notification has no epoch yet.
        boolean begins = epoch.isEmpty() && offset == 0;
        return itsOffset == offset + 1 && (begins || itsEpoch.equals(epoch));
    }

    /** Everything up to the position was handed on, or cannot be had any more. */
    public void moveTo(JsonNode position) {
        var itsEpoch = position.path("epoch").asText();
        long itsOffset = position.path("offset").asLong();
        if (!itsEpoch.equals(epoch)) {
            missingUpTo = 0;
        } else if (itsOffset < offset) {
            // Later ones came while the answer was on its way.
            return;
        }
        epoch = itsEpoch;
        offset = itsOffset;
    }

    /** The stream is at that position; nothing is known about what is before it. */
    public void hear(JsonNode position) {
        if (epoch == null) {
            moveTo(position);
        } else {
            missingUpTo = Math.max(missingUpTo, position.path("offset").asLong());
        }
    }

    public boolean isBehind() {
        return missingUpTo > offset;
    }

    /** @return {@code null} if nothing was read yet */
    public JsonNode position() {
        return epoch == null ? null : Json.object().put("epoch", epoch).put("offset", offset);
    }
}

package hermes.send.stream;

import hermes.common.StreamName;
import hermes.send.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A notification at its place in a stream. Immutable.
 *
 * @param offset counts from 1 without holes
 * @param at when it was appended, to the millisecond; only of what belongs in an inbox
 */
public record Entry(StreamName stream, String epoch, long offset, Optional<Instant> at, Content content) {

    /** What a browser receives whose home room it is, as JSON. */
    public String frame() {
        return frame(true);
    }

    /** @param home whether the room is that of the browser's token, which need not be said */
    public String frame(boolean home) {
        return json(home).toString();
    }

    /** The same, to which more can be added. */
    public JsonObject json(boolean home) {
        var frame = new JsonObject().json("user_id", content.author())
                .text("room_id", Optional.of(stream.room()).filter(_ -> !home))
                .json("data", content.data())
                .text("id", content.id())
                .text("stream", stream.kind().label())
                .text("epoch", epoch)
                .number("offset", offset);
        at.ifPresent(time -> frame.number("at", time.toEpochMilli()));
        return frame.text("trace_id", content.traceId());
    }

    /** As {@link Content#addIds}, with their stream. */
    public static JsonObject addIds(JsonObject line, List<Entry> entries) {
        line.text("stream", entries.getFirst().stream().key());
        return Content.addIds(line, entries.stream().map(Entry::content).toList());
    }

    public byte[] frameBytes(boolean home) {
        return frame(home).getBytes(StandardCharsets.UTF_8);
    }
}

package hermes.send.stream;

import hermes.common.StreamName;
import hermes.send.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A notification at its place in a stream. Immutable.
 *
 * @param offset counts from 1 without holes
 */
public record Entry(StreamName stream, String epoch, long offset, Content content) {

    /** What a browser receives, as JSON. */
    public String frame() {
        return new JsonObject().json("user_id", content.author())
                .json("data", content.data())
                .text("id", content.id())
                .text("stream", stream.kind())
                .text("epoch", epoch)
                .number("offset", offset)
                .text("trace_id", content.traceId())
                .toString();
    }

    /** As {@link Content#addIds}, with their stream. */
    public static JsonObject addIds(JsonObject line, List<Entry> entries) {
        line.text("stream", entries.getFirst().stream().key());
        return Content.addIds(line, entries.stream().map(Entry::content).toList());
    }

    public byte[] frameBytes() {
        return frame().getBytes(StandardCharsets.UTF_8);
    }
}

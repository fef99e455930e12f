package hermes.send.stream;

import hermes.send.json.JsonObject;
import java.util.List;
import java.util.Optional;

/**
 * What a notification says, wherever it is sent. Immutable.
 *
 * @param id chosen by the publisher or given by the transport; in one stream it is appended once
 * @param author the publisher's {@code user_id} as it was written: a JSON string or number
 * @param data any JSON, as it was written
 * @param traceId follows the notification from its publisher to the browsers
 */
public record Content(String id, String author, String data, Optional<String> traceId) {

    /** Puts their ids on a log line, where what they say must not stand. */
    public static JsonObject addIds(JsonObject line, List<Content> contents) {
        line.texts("notification_ids", contents.stream().map(Content::id).toList());
        var traceIds = contents.stream().flatMap(content -> content.traceId().stream()).toList();
        return traceIds.isEmpty() ? line : line.texts("trace_ids", traceIds);
    }
}

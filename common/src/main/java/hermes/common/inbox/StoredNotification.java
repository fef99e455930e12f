package hermes.common.inbox;

import hermes.common.StreamName;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * A notification as it lies in a stream of an inbox. Immutable.
 *
 * @param at when it was appended, to the millisecond
 * @param author the publisher's {@code user_id} as it was written: a JSON string or number
 * @param data any JSON, as it was written
 */
public record StoredNotification(StreamName stream, String epoch, long offset, Instant at, String id,
        String author, String data, Optional<String> traceId) {

    /** Of what can be long in it. */
    int bytes() {
        return data.getBytes(StandardCharsets.UTF_8).length + author.length() + id.length();
    }
}

package hermes.send;

import java.util.Optional;

/**
 * What a notification says, wherever it is sent. Immutable.
 *
 * @param id chosen by the publisher or given by the transport; in one stream it is appended once
 * @param author the publisher's {@code user_id} as it was written: a JSON string or number
 * @param data any JSON, as it was written
 * @param traceId follows the notification from its publisher to the browsers
 */
record Content(String id, String author, String data, Optional<String> traceId) {}

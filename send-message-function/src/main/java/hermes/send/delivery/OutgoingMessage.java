package hermes.send.delivery;

import java.util.Optional;

/**
 * What this function puts on a queue. Immutable.
 *
 * @param room that it is about, so that one room's messages do not hold up another's
 * @param body is JSON
 * @param traceId follows a notification from its publisher to the browsers
 */
public record OutgoingMessage(String room, String body, Optional<String> traceId) {

    /** SQS takes no U+FFFE and no U+FFFF, but JSON has other ways to write them. */
    public OutgoingMessage {
        body = body.replace("\uFFFE", "\\ufffe").replace("\uFFFF", "\\uffff");
    }
}

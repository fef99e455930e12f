package hermes.send.delivery;

import java.util.Map;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/**
 * What this function puts on a queue. Immutable.
 *
 * @param room that it is about, so that one room's messages do not hold up another's
 * @param body is JSON
 * @param attributes of the message, which are for its reader or the publisher, not for the browsers
 */
public record OutgoingMessage(String room, String body, Map<String, MessageAttributeValue> attributes) {

    /** SQS takes no U+FFFE and no U+FFFF, but JSON has other ways to write them. */
    public OutgoingMessage {
        body = body.replace("\uFFFE", "\\ufffe").replace("\uFFFF", "\\uffff");
    }
}

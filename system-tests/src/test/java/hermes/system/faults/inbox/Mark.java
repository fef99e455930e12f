package hermes.system.faults.inbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * What a device marked. Immutable.
 *
 * @param device its name
 * @param message as it was sent, whose members mean what docs/protocol.md says
 */
record Mark(String ref, String device, JsonNode message) {

    Optional<JsonNode> part(InboxStream stream) {
        return Optional.ofNullable(message.get(stream.label()));
    }

    @Override
    public String toString() {
        return "%s of %s, %s".formatted(ref, device, message);
    }
}

package hermes.system.faults.inbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;

/** The way from a device to its stack. */
@FunctionalInterface
public interface Line {

    /**
     * Sends a message again and again until it is answered, also over the next connection.
     *
     * @param message with a {@code ref}
     */
    void ask(ObjectNode message, Consumer<JsonNode> answered);
}

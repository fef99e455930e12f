package hermes.cli.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hermes.cli.terminal.Json;
import hermes.local.lambda.InvocationResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A running stack with what a backend service and an operator do to it. Safe for use by several threads. */
public interface Stack {

    /** The template's outputs with their values, in its order. */
    Map<String, String> outputs();

    /** @throws IllegalArgumentException if no stack would take the user, the room or the lifetime */
    String issueToken(String user, String room, Duration lifetime, boolean maySend);

    /** @return what became of each notification, in their order */
    List<Published> publish(List<JsonNode> notifications);

    List<Connected> connections(String room);

    /**
     * Closes connections as {@code @connections} DELETE does.
     *
     * @return how many were open
     */
    int closeConnections(String room, Optional<String> user);

    InvocationResult invoke(String function, byte[] event);

    /** What became of a notification on its way to the queue. */
    sealed interface Published {

        record Queued(String id) implements Published {}

        record Rejected(String reason) implements Published {}

        /** {@code ids}, and {@code failed} only if something failed, with the index among the outcomes. */
        static ObjectNode report(List<Published> outcomes) {
            ObjectNode report = Json.object();
            report.putArray("ids");
            for (int index = 0; index < outcomes.size(); index++) {
                switch (outcomes.get(index)) {
                    case Queued(String id) -> report.withArrayProperty("ids").add(id);
                    case Rejected(String reason) -> report.withArrayProperty("failed").addObject()
                            .put("index", index).put("reason", reason);
                }
            }
            return report;
        }
    }

    record Connected(String connectionId, String user, String connectedAt) {}
}

package hermes.cli.status;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hermes.cli.terminal.Json;
import java.time.Duration;
import java.util.Optional;

/**
 * What one queue holds, by SQS's approximate counts. Immutable.
 *
 * @param waiting can be received now
 * @param inFlight are being worked on, or wait for their next attempt
 * @param oldest how long the oldest has waited; empty where nobody measures it, on a local stack
 */
public record QueueState(String name, int waiting, int inFlight, Optional<Duration> oldest) {

    ObjectNode json() {
        var json = Json.object().put("name", name).put("waiting", waiting).put("inFlight", inFlight);
        oldest.ifPresent(age -> json.put("oldestSeconds", age.toSeconds()));
        return json;
    }
}

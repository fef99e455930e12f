package hermes.cli.status;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hermes.cli.terminal.Json;
import java.time.Instant;

/**
 * An alarm that is on. Immutable.
 *
 * @param name as in the template, by which docs/alarms.md tells what to do
 * @param reason what CloudWatch measured
 */
public record Alarm(String name, Instant since, String reason) {

    ObjectNode json() {
        return Json.object().put("name", name).put("since", since.toString()).put("reason", reason);
    }
}

package hermes.cli.check;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hermes.cli.terminal.Json;
import java.time.Duration;

/**
 * What became of one part of a check. Immutable.
 *
 * @param says what was found, in the middle of a sentence
 */
public record Outcome(String part, boolean holds, String says, Duration took) {

    /** One object, for scripts. */
    public ObjectNode json() {
        return Json.object().put("part", part).put("holds", holds).put("says", says)
                .put("millis", took.toMillis());
    }
}

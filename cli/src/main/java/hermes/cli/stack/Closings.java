package hermes.cli.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hermes.cli.terminal.Json;
import java.io.PrintWriter;

/**
 * How many connections were closed. Immutable.
 *
 * @param closed were open
 * @param gone had nobody behind them any more; their rows were removed
 * @param connecting are so young that they may be about to open; nothing was done
 */
public record Closings(int closed, int gone, int connecting) {

    public static final Closings NONE = new Closings(0, 0, 0);

    /** After another round: what was connecting then is closed or gone by now, or counted again. */
    Closings then(Closings next) {
        return new Closings(closed + next.closed, gone + next.gone, next.connecting);
    }

    static Closings of(JsonNode json) {
        return new Closings(json.path("closed").asInt(), json.path("gone").asInt(),
                json.path("connecting").asInt());
    }

    public ObjectNode json() {
        return Json.object().put("closed", closed).put("gone", gone).put("connecting", connecting);
    }

    public void print(PrintWriter out) {
        out.println("Closed: " + closed);
        if (gone > 0) {
            out.println("Gone before, now forgotten: " + gone);
        }
        if (connecting > 0) {
            out.println("Just connecting, not closed: " + connecting + " (do it again in a minute)");
        }
    }
}

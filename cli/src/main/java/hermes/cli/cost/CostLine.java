package hermes.cli.cost;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hermes.cli.terminal.Json;

/**
 * A line of an estimate.
 *
 * @param quantity in a month
 * @param formula how the quantity comes about
 */
public record CostLine(String service, String what, double quantity, double cost, String formula) {

    public ObjectNode json() {
        return Json.object().put("service", service).put("what", what).put("quantity", Math.round(quantity))
                .put("cost", Math.round(cost * 100) / 100.0).put("formula", formula);
    }
}

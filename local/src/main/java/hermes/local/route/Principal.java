package hermes.local.route;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Who an authorizer says the client is; kept for the life of the connection and given to every function.
 *
 * @param id its {@code principalId}
 * @param context its {@code context}, numbers and booleans as text: whether API Gateway keeps their type in
 *     events is unknown, and a function that relies on text works either way
 */
public record Principal(String id, Map<String, String> context) {

    public Principal {
        context = Collections.unmodifiableMap(new LinkedHashMap<>(context));
    }

    /** As in {@code requestContext.authorizer}. */
    public Map<String, String> attributes() {
        Map<String, String> attributes = new LinkedHashMap<>(context);
        attributes.put("principalId", id);
        return attributes;
    }
}

package hermes.local.route;

import com.fasterxml.jackson.databind.JsonNode;
import hermes.local.stack.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Chooses the route of a message by the API's route selection expression. Immutable.
 *
 * <p>Whether API Gateway also accepts JSON that is not quite JSON is unknown; this does not.
 *
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-selection-expressions.html">Selection expressions</a>
 */
public final class RouteSelection {

    private static final String PATH = "[\\p{L}\\p{N}_-]+(?:\\.[\\p{L}\\p{N}_-]+)*";
    private static final Pattern VARIABLE = Pattern
            .compile("\\$\\{request\\.body\\.(" + PATH + ")}|\\$request\\.body\\.(" + PATH + ")");
    private static final String ESCAPED_DOLLAR = "\\$";

    /** A fixed text or a path into the message. */
    private sealed interface Part {
        record Text(String text) implements Part {}

        record Path(List<String> names) implements Part {}
    }

    private final List<Part> parts;
    private final Set<String> routeKeys;

    /** @throws IllegalArgumentException if the expression uses anything but the message's body */
    public RouteSelection(String expression, Set<String> routeKeys) {
        this.parts = parse(expression);
        this.routeKeys = Set.copyOf(routeKeys);
    }

    /** @return empty if nothing matches and there is no {@code $default} route */
    public Optional<String> routeKey(String message) {
        return Json.parse(message).map(this::evaluate).filter(this::isSelectable)
                .or(() -> Optional.of(WebSocketApi.DEFAULT).filter(routeKeys::contains));
    }

    /** A message must not be able to run {@code $connect} by naming it: keys with a dollar are reserved. */
    private boolean isSelectable(String key) {
        return !key.startsWith("$") && routeKeys.contains(key);
    }

    private String evaluate(JsonNode message) {
        var key = new StringBuilder();
        for (Part part : parts) {
            switch (part) {
                case Part.Text(String text) -> key.append(text);
                case Part.Path(List<String> names) -> key.append(text(follow(names, message)));
            }
        }
        return key.toString();
    }

    private static JsonNode follow(List<String> names, JsonNode message) {
        JsonNode node = message;
        for (String name : names) {
            node = node.path(name);
        }
        return node;
    }

    private static String text(JsonNode node) {
        if (node.isArray()) {
            var items = new StringJoiner(", ", "[", "]");
            node.forEach(item -> items.add(text(item)));
            return items.toString();
        }
        return node.isObject() ? node.toString() : node.isNull() ? "" : node.asText();
    }

    private static List<Part> parse(String expression) {
        List<Part> parts = new ArrayList<>();
        Matcher variable = VARIABLE.matcher(expression);
        int from = 0;
        while (variable.find()) {
            parts.add(fixed(expression, from, variable.start()));
            String path = variable.group(1) != null ? variable.group(1) : variable.group(2);
            parts.add(new Part.Path(List.of(path.split("\\."))));
            from = variable.end();
        }
        parts.add(fixed(expression, from, expression.length()));
        return List.copyOf(parts);
    }

    private static Part fixed(String expression, int from, int to) {
        String text = expression.substring(from, to);
        if (text.replace(ESCAPED_DOLLAR, "").contains("$")) {
            throw new IllegalArgumentException("Route selection expression " + expression
                    + " is not emulated: only $request.body.path, ${request.body.path} and fixed text are");
        }
        return new Part.Text(text.replace(ESCAPED_DOLLAR, "$"));
    }
}

package hermes.cli.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hermes.cli.console.JsonHandler.Refused;
import hermes.cli.stack.Stack;
import hermes.cli.stack.Stack.Published;
import hermes.cli.terminal.Json;
import hermes.local.lambda.InvocationResult;
import io.undertow.server.HttpServerExchange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The operations of the console, from JSON to JSON. Safe for use by several threads. */
public final class ConsoleApi {

    private static final long DEFAULT_TOKEN_SECONDS = Duration.ofHours(12).toSeconds();

    private final Stack stack;
    private final MetricStatistics figures;

    public ConsoleApi(Stack stack, MetricStatistics figures) {
        this.stack = stack;
        this.figures = figures;
    }

    JsonNode outputs(HttpServerExchange exchange, JsonNode nothing) {
        return Json.of(stack.outputs());
    }

    JsonNode token(HttpServerExchange exchange, JsonNode request) {
        var lifetime = Duration.ofSeconds(request.path("expiresSeconds").asLong(DEFAULT_TOKEN_SECONDS));
        try {
            return Json.object().put("token", stack.issueToken(text(request, "user"), text(request, "room"),
                    lifetime, request.path("send").asBoolean(true)));
        } catch (IllegalArgumentException wrong) {
            throw new Refused(400, wrong.getMessage());
        }
    }

    JsonNode publish(HttpServerExchange exchange, JsonNode request) {
        List<JsonNode> notifications = new ArrayList<>();
        if (request.isArray()) {
            request.forEach(notifications::add);
        } else {
            notifications.add(request);
        }
        exchange.setStatusCode(202);
        return Published.report(stack.publish(notifications));
    }

    JsonNode connections(HttpServerExchange exchange, JsonNode nothing) {
        Deque<String> room = exchange.getQueryParameters().get("room");
        if (room == null) {
            throw new Refused(400, "name the room: /api/connections?room=acme");
        }
        return Json.of(stack.connections(room.getFirst()));
    }

    JsonNode close(HttpServerExchange exchange, JsonNode request) {
        Optional<String> user = request.has("user") ? Optional.of(text(request, "user")) : Optional.empty();
        return Json.object().put("closed", stack.closeConnections(text(request, "room"), user));
    }

    JsonNode metrics(HttpServerExchange exchange, JsonNode nothing) {
        return figures.json();
    }

    JsonNode invoke(HttpServerExchange exchange, JsonNode event) {
        String function = exchange.getQueryParameters().get("function").getFirst();
        long start = System.nanoTime();
        InvocationResult invocation = stack.invoke(function, Json.bytes(event));
        ObjectNode answer = Json.object().put("durationMillis", (System.nanoTime() - start) / 1_000_000);
        return switch (invocation) {
            case InvocationResult.Returned(byte[] payload) -> answer.set("payload", payload(payload));
            case InvocationResult.Failed failed -> answer.set("error", payload(failed.payload()));
            case InvocationResult.TimedOut(Duration after) -> answer.set("error",
                    Json.object().put("errorMessage",
                            "Task timed out after " + after.toSeconds() + " seconds"));
            case InvocationResult.NotInvocable(String reason) -> throw new Refused(404, reason);
        };
    }

    JsonNode unknown(HttpServerExchange exchange, JsonNode nothing) {
        throw new Refused(404,
                "the console has no " + exchange.getRequestMethod() + " " + exchange.getRequestPath());
    }

    /** What a function returns should be JSON; where it is not, it is shown as text. */
    private static JsonNode payload(byte[] payload) {
        try {
            return Json.parse(payload);
        } catch (JsonProcessingException _) {
            return Json.of(new String(payload, java.nio.charset.StandardCharsets.UTF_8));
        }
    }

    private static String text(JsonNode request, String name) {
        JsonNode value = request.path(name);
        if (!value.isTextual() && !value.isNumber() || value.asText().isEmpty()) {
            throw new Refused(400, "\"" + name + "\" is missing; send it as a text or a number");
        }
        return value.asText();
    }
}

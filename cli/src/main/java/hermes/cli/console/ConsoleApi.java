package hermes.cli.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import hermes.backend.Access;
import hermes.cli.console.JsonHandler.Refused;
import hermes.cli.stack.StackJson;
import hermes.cli.stack.StackOperations;
import hermes.cli.terminal.CommandFailed;
import hermes.cli.terminal.Json;
import hermes.common.LastFrame;
import hermes.common.inbox.InboxFilter;
import hermes.common.inbox.PageRequest;
import hermes.local.identity.IdentityProvider;
import hermes.local.lambda.InvocationResult;
import io.undertow.server.HttpServerExchange;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** The operations of the console, from JSON to JSON. Thread-safe. */
public final class ConsoleApi {

    private static final long DEFAULT_TOKEN_SECONDS = Duration.ofHours(12).toSeconds();

    private final StackOperations stack;
    private final BiFunction<String, byte[], InvocationResult> functions;
    private final MetricStatistics figures;
    private final Optional<String> issuer;

    /** @param functions invokes one by its logical id with an event */
    public ConsoleApi(StackOperations stack, BiFunction<String, byte[], InvocationResult> functions,
            MetricStatistics figures) {
        this(stack, functions, figures, Optional.empty());
    }

    /**
     * @param functions invokes one by its logical id with an event
     * @param issuer of the identity provider at which the page can log in
     */
    public ConsoleApi(StackOperations stack, BiFunction<String, byte[], InvocationResult> functions,
            MetricStatistics figures, Optional<String> issuer) {
        this.stack = stack;
        this.functions = functions;
        this.figures = figures;
        this.issuer = issuer;
    }

    /** Empty if there is none. */
    JsonNode identityProvider(HttpServerExchange exchange, String nothing) {
        return issuer.map(of -> Json.object().put("issuer", of).put("clientId", IdentityProvider.CLIENT))
                .orElseGet(Json::object);
    }

    JsonNode outputs(HttpServerExchange exchange, String nothing) {
        return Json.of(stack.outputs());
    }

    JsonNode token(HttpServerExchange exchange, String body) throws JsonProcessingException {
        var request = Json.parse(body);
        var user = text(request, "user");
        var room = text(request, "room");
        var lifetime = Duration.ofSeconds(request.path("expiresSeconds").asLong(DEFAULT_TOKEN_SECONDS));
        var access = request.path("send").asBoolean(true) ? Access.SEND_AND_LISTEN : Access.LISTEN;
        var further = texts(request, "rooms");
        return accepted(() -> Json.object().put("token",
                stack.issueToken(user, room, lifetime, access, further)));
    }

    JsonNode revoke(HttpServerExchange exchange, String body) throws JsonProcessingException {
        var request = Json.parse(body);
        var user = text(request, "user");
        var room = text(request, "room");
        return accepted(() -> {
            stack.revokeTokens(user, room);
            return Json.object().put("revoked", true);
        });
    }

    JsonNode grant(HttpServerExchange exchange, String body) throws JsonProcessingException {
        var request = Json.parse(body);
        var user = text(request, "user");
        var room = text(request, "room");
        var time = Duration.ofSeconds(request.path("seconds").asLong());
        return accepted(() -> {
            stack.grant(user, room, time);
            return Json.object().put("granted", true);
        });
    }

    JsonNode ungrant(HttpServerExchange exchange, String body) throws JsonProcessingException {
        var request = Json.parse(body);
        var user = text(request, "user");
        var room = text(request, "room");
        return accepted(() -> {
            stack.ungrant(user, room);
            return Json.object().put("granted", false);
        });
    }

    JsonNode publish(HttpServerExchange exchange, String body) throws JsonProcessingException {
        var notifications = Json.elements(body);
        boolean unordered = parameter(exchange, "ordered").filter("false"::equals).isPresent();
        var publications = unordered ? stack.publishUnordered(notifications) : stack.publish(notifications);
        exchange.setStatusCode(202);
        return StackJson.of(publications);
    }

    /** Of all rooms, of the one that is named, or of the one user in it. */
    JsonNode connections(HttpServerExchange exchange, String nothing) {
        var found = parameter(exchange, "room")
                .map(room -> stack.connections(room, parameter(exchange, "user")).stream())
                .orElseGet(stack::connections);
        var answer = Json.array();
        found.map(StackJson::of).forEach(answer::add);
        return answer;
    }

    /** Of the user and room that are named. */
    JsonNode inbox(HttpServerExchange exchange, String nothing) {
        var room = required(exchange, "room");
        var user = required(exchange, "user");
        return accepted(() -> stack.inbox(room, user,
                parameter(exchange, "filter").map(InboxFilter::valueOf).orElse(InboxFilter.ALL),
                parameter(exchange, "limit").map(Integer::parseInt).orElse(PageRequest.USUAL)));
    }

    JsonNode close(HttpServerExchange exchange, String body) throws JsonProcessingException {
        var request = Json.parse(body);
        Optional<String> user = request.has("user") ? Optional.of(text(request, "user")) : Optional.empty();
        return stack.closeConnections(text(request, "room"), user, lastFrame(request), _ -> {}).json();
    }

    private static Optional<LastFrame> lastFrame(JsonNode request) {
        var known = Arrays.asList(LastFrame.values());
        var name = request.path("lastFrame").asText("");
        var frame = known.stream().filter(one -> one.name().equals(name)).findFirst();
        if (request.has("lastFrame") && frame.isEmpty()) {
            throw new Refused(400, "\"lastFrame\" is none of " + known);
        }
        return frame;
    }

    JsonNode metrics(HttpServerExchange exchange, String nothing) {
        return figures.json();
    }

    /** The function gets the event as it was posted. */
    JsonNode invoke(HttpServerExchange exchange, String event) throws JsonProcessingException {
        Json.checked(event);
        var function = exchange.getQueryParameters().get("function").getFirst();
        long start = System.nanoTime();
        var result = functions.apply(function, event.getBytes(StandardCharsets.UTF_8));
        var answer = Json.object().put("durationMillis", (System.nanoTime() - start) / 1_000_000);
        return switch (result) {
            case InvocationResult.Returned(byte[] payload) -> answer.set("payload", payload(payload));
            case InvocationResult.Failed failed -> answer.set("error", payload(failed.payload()));
            case InvocationResult.TimedOut late -> answer.set("error", payload(late.payload()));
            case InvocationResult.NotInvocable(String reason) -> throw new Refused(404, reason);
        };
    }

    JsonNode unknown(HttpServerExchange exchange, String nothing) {
        throw new Refused(404,
                "the console has no " + exchange.getRequestMethod() + " " + exchange.getRequestPath());
    }

    private static JsonNode accepted(Supplier<JsonNode> answer) {
        try {
            return answer.get();
        } catch (CommandFailed | IllegalArgumentException e) {
            throw new Refused(400, e.getMessage());
        }
    }

    private static String required(HttpServerExchange exchange, String name) {
        return parameter(exchange, name).orElseThrow(
                () -> new Refused(400, "the parameter \"" + name + "\" is missing; put it into the URL"));
    }

    private static Optional<String> parameter(HttpServerExchange exchange, String name) {
        return Optional.ofNullable(exchange.getQueryParameters().get(name)).map(Deque::getFirst);
    }

    /** What a function returns should be JSON; where it is not, it is shown as text. */
    private static JsonNode payload(byte[] payload) {
        try {
            return Json.parse(payload);
        } catch (JsonProcessingException _) {
            return Json.of(new String(payload, StandardCharsets.UTF_8));
        }
    }

    /** None if there is no such member. */
    private static List<String> texts(JsonNode request, String name) {
        return request.path(name).valueStream().map(value -> text(name, value)).toList();
    }

    private static String text(JsonNode request, String name) {
        return text(name, request.path(name));
    }

    private static String text(String name, JsonNode value) {
        if (!value.isTextual() && !value.isNumber() || value.asText().isEmpty()) {
            throw new Refused(400, "\"" + name + "\" is missing; send it as a text or a number");
        }
        return value.asText();
    }
}

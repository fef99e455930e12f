package hermes.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import hermes.local.lambda.Functions;
import hermes.local.lambda.InvocationResult;
import hermes.local.stack.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Functions that do what a test says, and keep every event they got. Thread-safe. */
final class ScriptedFunctions implements Functions {

    static final String AUTHORIZER = "AuthorizerFunction";
    static final String CONNECT = "ConnectFunction";
    static final String DISCONNECT = "DisconnectFunction";
    static final String MESSAGES = "MessageFunction";

    private final Map<String, Function<JsonNode, InvocationResult>> scripts = new ConcurrentHashMap<>();
    private final Map<String, BlockingQueue<JsonNode>> events = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> counts = new ConcurrentHashMap<>();

    /** Everybody may connect as user 7 of room acme, and hears an echo. */
    ScriptedFunctions() {
        on(AUTHORIZER, event -> returned(policy("Allow", event.path("methodArn").asText())));
        on(CONNECT, _ -> returned("{\"statusCode\":200}"));
        on(DISCONNECT, _ -> returned("{\"statusCode\":200}"));
        on(MESSAGES, event -> answered("echo: " + event.path("body").asText()));
    }

    ScriptedFunctions on(String function, Function<JsonNode, InvocationResult> script) {
        scripts.put(function, script);
        return this;
    }

    ScriptedFunctions on(String function, InvocationResult result) {
        return on(function, _ -> result);
    }

    @Override
    public InvocationResult invoke(String function, byte[] event) {
        JsonNode json = Json.parse(event).orElseThrow();
        counts.computeIfAbsent(function, _ -> new AtomicInteger()).incrementAndGet();
        queue(function).add(json);
        return scripts.get(function).apply(json);
    }

    /** The next event that the function got, waiting for it. */
    JsonNode next(String function) {
        try {
            JsonNode event = queue(function).poll(30, TimeUnit.SECONDS);
            assertThat(event).as("an event for " + function + " within 30 s").isNotNull();
            return event;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    int count(String function) {
        return counts.getOrDefault(function, new AtomicInteger()).get();
    }

    static String policy(String effect, String resource) {
        return """
            {"principalId":"7","context":{"user_id":"7","room_id":"acme","expires_at":"4102444800"},"policyDocument":{"Version":"2012-10-17",
             "Statement":[{"Action":"execute-api:Invoke","Effect":"%s","Resource":"%s"}]}}"""
                .formatted(effect,
                        resource);
    }

    static InvocationResult returned(String payload) {
        return new InvocationResult.Returned(payload.getBytes(StandardCharsets.UTF_8));
    }

    static InvocationResult answered(String body) {
        return new InvocationResult.Returned(
                Json.bytes(Json.object().put("statusCode", 200).put("body", body)));
    }

    static InvocationResult failed(String message) {
        return new InvocationResult.Failed("java.lang.IllegalStateException", message, new byte[0]);
    }

    private BlockingQueue<JsonNode> queue(String function) {
        return events.computeIfAbsent(function, _ -> new LinkedBlockingQueue<>());
    }
}

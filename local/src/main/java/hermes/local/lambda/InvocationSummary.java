package hermes.local.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import hermes.local.lambda.InvocationResult.Failed;
import hermes.local.lambda.InvocationResult.NotInvocable;
import hermes.local.lambda.InvocationResult.Returned;
import hermes.local.lambda.InvocationResult.TimedOut;
import hermes.local.stack.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** An event and an answer in a few words. Bodies and tokens stay out. */
final class InvocationSummary {

    private InvocationSummary() {}

    static String input(byte[] event) {
        JsonNode json = Json.parse(event).orElseGet(Json::object);
        JsonNode context = json.path("requestContext");
        if (json.has("methodArn")) {
            return "authorize " + context.path("routeKey").asText() + connection(context);
        }
        if (context.has("routeKey")) {
            String body = json.has("body")
                    ? " " + bytes(json.path("body").asText().getBytes(StandardCharsets.UTF_8).length)
                    : "";
            return context.path("routeKey").asText() + connection(context) + body;
        }
        if (json.path("Records").isArray()) {
            return count(json.path("Records").size(), "record") + " "
                    + ids(json.path("Records"), "messageId").collect(Collectors.joining(", "));
        }
        return bytes(event.length);
    }

    static String output(InvocationResult outcome) {
        return switch (outcome) {
            case Returned(byte[] payload) -> returned(payload);
            case Failed(String type, String message, _) -> type + ": " + message;
            case TimedOut(_, var after) -> "timed out after %.1f s".formatted(after.toMillis() / 1000.0);
            case NotInvocable(String reason) -> "not invoked: " + reason;
        };
    }

    private static String returned(byte[] payload) {
        JsonNode json = Json.parse(payload).orElseGet(Json::object);
        if (json.has("statusCode")) {
            return json.path("statusCode").asText();
        }
        if (json.has("policyDocument")) {
            return json.path("policyDocument").path("Statement").path(0).path("Effect").asText();
        }
        if (json.has("batchItemFailures")) {
            List<String> failed = ids(json.path("batchItemFailures"), "itemIdentifier").toList();
            return failed.isEmpty()
                    ? "all done"
                    : count(failed.size(), "failure") + " " + String.join(", ", failed);
        }
        return bytes(payload.length);
    }

    private static String connection(JsonNode context) {
        return context.has("connectionId") ? " " + context.path("connectionId").asText() : "";
    }

    private static Stream<String> ids(JsonNode items, String member) {
        return StreamSupport.stream(items.spliterator(), false).map(item -> item.path(member).asText());
    }

    private static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    private static String bytes(int number) {
        return count(number, "byte");
    }
}

package hermes.local.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hermes.local.stack.Credentials;
import hermes.local.stack.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * Ends messages that are older than their queue keeps them, of which ElasticMQ knows nothing: when somebody would receive
 * one. Until then it counts as a message of the queue. Thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-basic-architecture.html">
 *      Message lifecycle</a>
 */
public final class Retention {

    private static final String SENT = "SentTimestamp";

    private final Map<String, Duration> byQueue;
    private final CompletableFuture<SqsApi> emulator;
    private final InstantSource clock;

    /** @param emulator ElasticMQ's own address */
    public Retention(Collection<QueueSpec> queues, HttpClient http, CompletableFuture<URI> emulator,
            InstantSource clock) {
        this.byQueue = queues.stream().collect(Collectors.toMap(QueueSpec::name, QueueSpec::retention));
        this.emulator = emulator
                .thenApply(uri -> new SqsApi(http, uri, new Credentials("hermes", "local", "local")));
        this.clock = clock;
    }

    /** @return the request to receive, which asks for what this needs to know besides */
    static byte[] asking(JsonNode request) {
        ObjectNode asking = request.deepCopy();
        asking.withArrayProperty(system(request)).add(SENT);
        return Json.bytes(asking);
    }

    /** @return the answer to it without the messages that are over, and without what was asked for besides */
    byte[] remaining(JsonNode request, byte[] answer) throws InterruptedException {
        var url = request.path("QueueUrl").asText();
        var kept = byQueue.get(url.substring(url.lastIndexOf('/') + 1));
        if (kept == null || !(Json.parse(answer).orElse(null) instanceof ObjectNode received)) {
            return answer;
        }
        var earliest = clock.instant().minus(kept);
        ArrayNode messages = Json.object().putArray("Messages");
        for (var message : received.path("Messages")) {
            if (sent(message).isBefore(earliest)) {
                delete(url, message);
            } else {
                messages.add(wantsSent(request) ? message : withoutSent(message));
            }
        }
        if (received.has("Messages")) {
            received.set("Messages", messages);
        }
        return Json.bytes(received);
    }

    private void delete(String url, JsonNode message) throws InterruptedException {
        emulator.join().call("DeleteMessage", Json.object().put("QueueUrl", url).put("ReceiptHandle",
                message.path("ReceiptHandle").asText()));
    }

    private static Instant sent(JsonNode message) {
        return Instant.ofEpochMilli(message.path("Attributes").path(SENT).asLong(Long.MAX_VALUE));
    }

    private static JsonNode withoutSent(JsonNode message) {
        if (message.path("Attributes") instanceof ObjectNode attributes) {
            attributes.remove(SENT);
            if (attributes.isEmpty() && message instanceof ObjectNode object) {
                object.remove("Attributes");
            }
        }
        return message;
    }

    private static boolean wantsSent(JsonNode request) {
        for (var name : request.path(system(request))) {
            if (name.asText().equals("All") || name.asText().equals(SENT)) {
                return true;
            }
        }
        return false;
    }

    /** The newer name, or the older where somebody uses that: ElasticMQ looks at one of them. */
    private static String system(JsonNode request) {
        return request.has("AttributeNames") ? "AttributeNames" : "MessageSystemAttributeNames";
    }
}

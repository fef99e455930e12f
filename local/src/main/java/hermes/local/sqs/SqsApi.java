package hermes.local.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hermes.local.stack.Credentials;
import hermes.local.stack.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * The few calls of the SQS JSON protocol that the stack makes itself, without the start-up time of an SDK client.
 * Thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-making-api-requests-json.html">
 *      SQS with the AWS JSON protocol</a>
 */
public final class SqsApi {

    /** Longer than the longest poll, 20 seconds, also on a busy machine. */
    private static final Duration ANSWER_TIME = Duration.ofMinutes(2);

    private final HttpClient http;
    private final URI endpoint;
    private final String authorization;

    public SqsApi(HttpClient http, URI endpoint, Credentials credentials) {
        this.http = http;
        this.endpoint = endpoint;
        this.authorization = credentials.authorization("sqs");
    }

    /** @throws QueueUnavailable if the queue service refuses or cannot be reached */
    public JsonNode call(String action, ObjectNode request) throws InterruptedException {
        var post = HttpRequest.newBuilder(endpoint).timeout(ANSWER_TIME)
                .header("Content-Type", "application/x-amz-json-1.0")
                .header("X-Amz-Target", "AmazonSQS." + action)
                .header("Authorization", authorization).POST(BodyPublishers.ofByteArray(Json.bytes(request)))
                .build();
        try {
            HttpResponse<byte[]> response = http.send(post, BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new QueueUnavailable("%s was answered %d: %s".formatted(action, response.statusCode(),
                        new String(response.body(), StandardCharsets.UTF_8)));
            }
            // Some calls are answered with nothing at all.
            return Json.parse(response.body()).orElseGet(Json::object);
        } catch (IOException e) {
            throw new QueueUnavailable(action + " failed: " + e);
        }
    }

    /** The queue service refused a call or could not be reached. */
    public static final class QueueUnavailable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public QueueUnavailable(String message) {
            super(message);
        }
    }
}

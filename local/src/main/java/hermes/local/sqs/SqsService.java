package hermes.local.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import hermes.local.endpoint.AwsCall.Access;
import hermes.local.endpoint.AwsError;
import hermes.local.endpoint.AwsRequest;
import hermes.local.endpoint.AwsService;
import hermes.local.endpoint.Forwarding;
import hermes.local.stack.StackIdentity;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * SQS, answered by ElasticMQ. Clients speak JSON, older ones the query protocol with XML answers.
 *
 * @see <a href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsqs.html">Actions and
 *      resources of SQS</a>
 */
public final class SqsService implements AwsService {

    private static final Pattern ACTION = Pattern.compile("(?:^|&)Action=([A-Za-z]+)");
    private static final HttpString QUERY_ERROR = new HttpString("x-amzn-query-error");
    private static final Pattern QUEUE_URL = Pattern.compile("(?:^|&)QueueUrl=([^&]+)");

    private final StackIdentity stack;
    private final Forwarding emulator;
    private final Retention retention;

    public SqsService(StackIdentity stack, Forwarding emulator, Retention retention) {
        this.stack = stack;
        this.emulator = emulator;
        this.retention = retention;
    }

    @Override
    public String operation(AwsRequest request) {
        if (!request.target().isEmpty()) {
            return request.targetOperation();
        }
        Matcher action = ACTION.matcher(form(request));
        return action.find() ? action.group(1) : "";
    }

    @Override
    public List<Access> accesses(AwsRequest request, String operation) {
        String url = queueUrl(request);
        String queue = url.substring(url.lastIndexOf('/') + 1);
        // The permission for a batch is that for a single message.
        String action = "sqs:"
                + (operation.endsWith("Batch") ? operation.substring(0, operation.length() - 5) : operation);
        return queue.isEmpty() ? List.of() : List.of(new Access(action, stack.arn("sqs", queue)));
    }

    @Override
    public void answer(HttpServerExchange exchange, AwsRequest request)
            throws IOException, InterruptedException {
        if (request.target().isEmpty()) {
            emulator.forward(exchange, request);
            return;
        }
        var refusal = SqsRules.refusal(request.targetOperation(), request.json());
        if (refusal.isPresent()) {
            refuse(exchange, refusal.get());
        } else if (request.targetOperation().equals("ReceiveMessage")) {
            receive(exchange, request);
        } else {
            emulator.forward(exchange, request);
        }
    }

    @Override
    public void fail(HttpServerExchange exchange, AwsError error) {
        error.send(exchange);
    }

    /** SDKs take the code from the header with that of the older protocol, which names errors of batches otherwise. */
    private void refuse(HttpServerExchange exchange, AwsError error) {
        exchange.getResponseHeaders().put(QUERY_ERROR,
                (error.code().contains("Batch") ? "AWS.SimpleQueueService." : "") + error.code() + ";Sender");
        fail(exchange, error);
    }

    private void receive(HttpServerExchange exchange, AwsRequest request)
            throws IOException, InterruptedException {
        var wanted = request.json();
        var response = emulator.send(exchange, request.withBody(Retention.asking(wanted)));
        Forwarding.answer(exchange, response, response.statusCode() == 200
                ? retention.remaining(wanted, response.body())
                : response.body());
    }

    private static String queueUrl(AwsRequest request) {
        if (!request.target().isEmpty()) {
            JsonNode body = request.json();
            return body.path("QueueUrl").asText(body.path("QueueName").asText());
        }
        Matcher url = QUEUE_URL.matcher(form(request));
        return url.find() ? URLDecoder.decode(url.group(1), StandardCharsets.UTF_8) : request.path();
    }

    private static String form(AwsRequest request) {
        return new String(request.body(), StandardCharsets.UTF_8);
    }
}

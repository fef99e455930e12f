package hermes.local.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hermes.local.endpoint.AwsCall.Access;
import hermes.local.endpoint.AwsError;
import hermes.local.endpoint.AwsRequest;
import hermes.local.endpoint.AwsService;
import hermes.local.endpoint.Forwarding;
import hermes.local.stack.Json;
import hermes.local.stack.StackIdentity;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * DynamoDB, answered by DynamoDB Local.
 *
 * @see <a href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html">Actions
 *      and resources of DynamoDB</a>
 */
public final class DynamoDbService implements AwsService {

    /** In a transaction each item asks for the permission of its own kind. */
    private static final Map<String, String> ACTION_OF_ITEM = Map.of("Put", "PutItem", "Update", "UpdateItem",
            "Delete", "DeleteItem", "ConditionCheck", "ConditionCheckItem", "Get", "GetItem");

    private static final Pattern CANCELLATION_REASONS = Pattern.compile("specific reasons \\[([A-Za-z, ]+)]");

    private final StackIdentity stack;
    private final Forwarding emulator;

    public DynamoDbService(StackIdentity stack, Forwarding emulator) {
        this.stack = stack;
        this.emulator = emulator;
    }

    @Override
    public String operation(AwsRequest request) {
        return request.targetOperation();
    }

    @Override
    public List<Access> accesses(AwsRequest request, String operation) {
        JsonNode body = request.json();
        List<Access> accesses = new ArrayList<>();
        if (body.has("TableName")) {
            accesses.add(access(operation, body));
        }
        body.path("TransactItems").forEach(item -> item.properties().forEach(entry -> accesses
                .add(access(ACTION_OF_ITEM.getOrDefault(entry.getKey(), operation), entry.getValue()))));
        body.path("RequestItems").fieldNames()
                .forEachRemaining(table -> accesses.add(new Access("dynamodb:" + operation, arn(table))));
        return List.copyOf(accesses);
    }

    @Override
    public void answer(HttpServerExchange exchange, AwsRequest request)
            throws IOException, InterruptedException {
        emulator.forward(exchange, request);
    }

    @Override
    public void fail(HttpServerExchange exchange, AwsError error) {
        new AwsError(error.status(), "com.amazonaws.dynamodb.v20120810#" + error.code(), error.message())
                .send(exchange, reasons(error.message()));
    }

    /** A cancelled transaction says why for each item, in its message and once more as members. */
    private static ObjectNode reasons(String message) {
        ObjectNode members = Json.object();
        Matcher reasons = CANCELLATION_REASONS.matcher(message);
        if (reasons.find()) {
            var list = members.putArray("CancellationReasons");
            Stream.of(reasons.group(1).split(", ")).forEach(code -> list.addObject().put("Code", code));
        }
        return members;
    }

    private Access access(String action, JsonNode request) {
        String table = arn(request.path("TableName").asText());
        return new Access("dynamodb:" + action,
                request.has("IndexName") ? table + "/index/" + request.path("IndexName").asText() : table);
    }

    /** @param table name or ARN: the API takes both */
    private String arn(String table) {
        return table.startsWith("arn:") ? table : stack.arn("dynamodb", "table/" + table);
    }
}

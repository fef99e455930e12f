package hermes.local.secrets;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hermes.local.endpoint.AwsCall.Access;
import hermes.local.endpoint.AwsError;
import hermes.local.endpoint.AwsRequest;
import hermes.local.endpoint.AwsService;
import hermes.local.secrets.Secret.Version;
import hermes.local.stack.Json;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;

/**
 * The calls of Secrets Manager that applications make: get, put, describe.
 *
 * @see <a href="https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html">
 *      GetSecretValue</a>
 * @see <a href="https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutSecretValue.html">
 *      PutSecretValue</a>
 */
public final class SecretsService implements AwsService {

    private final List<Secret> secrets;

    public SecretsService(Collection<Secret> secrets) {
        this.secrets = List.copyOf(secrets);
    }

    @Override
    public String operation(AwsRequest request) {
        return request.targetOperation();
    }

    @Override
    public List<Access> accesses(AwsRequest request, String operation) {
        String id = request.json().path("SecretId").asText();
        return List.of(new Access("secretsmanager:" + operation, find(id).map(Secret::arn).orElse(id)));
    }

    @Override
    public void answer(HttpServerExchange exchange, AwsRequest request) {
        switch (request.targetOperation()) {
            case "GetSecretValue" -> answer(exchange, request, (secret, body) -> get(exchange, secret, body));
            case "PutSecretValue" -> answer(exchange, request, (secret, body) -> put(exchange, secret, body));
            case "DescribeSecret" -> answer(exchange, request, (secret, _) -> describe(exchange, secret));
            default -> new AwsError(400, "UnknownOperationException",
                    "The local stack does not emulate " + request.targetOperation()).send(exchange);
        }
    }

    private void answer(HttpServerExchange exchange, AwsRequest request,
            BiConsumer<Secret, JsonNode> answer) {
        JsonNode body = request.json();
        find(body.path("SecretId").asText()).ifPresentOrElse(secret -> answer.accept(secret, body),
                () -> notFound("Secrets Manager can't find the specified secret.").send(exchange));
    }

    @Override
    public void fail(HttpServerExchange exchange, AwsError error) {
        error.send(exchange);
    }

    private Optional<Secret> find(String id) {
        return secrets.stream().filter(secret -> secret.answersTo(id)).findFirst();
    }

    private static void get(HttpServerExchange exchange, Secret secret, JsonNode body) {
        String id = body.path("VersionId").asText();
        String stage = body.path("VersionStage").asText(id.isEmpty() ? Secret.CURRENT : "");
        Optional<Version> found = (id.isEmpty() ? secret.withStage(stage) : secret.withId(id))
                .filter(version -> stage.isEmpty() || version.stages().contains(stage));
        if (found.isEmpty()) {
            notFound("Secrets Manager can't find the specified secret value for "
                    + (id.isEmpty() ? "staging label: " + stage : "VersionId: " + id)).send(exchange);
            return;
        }
        ObjectNode answer = identified(secret).put("SecretString", found.get().value())
                .put("CreatedDate", found.get().created().toEpochMilli() / 1000.0);
        send(exchange, versioned(answer, found.get()));
    }

    private static void put(HttpServerExchange exchange, Secret secret, JsonNode body) {
        String id = body.path("ClientRequestToken").asText(UUID.randomUUID().toString());
        String value = body.path("SecretString").asText();
        Optional<Version> earlier = secret.withId(id);
        if (value.isEmpty()) {
            new AwsError(400, "InvalidRequestException", "The local stack takes a SecretString only.")
                    .send(exchange);
        } else if (earlier.isEmpty()) {
            send(exchange, versioned(identified(secret), secret.put(id, value, stages(body))));
        } else if (earlier.get().value().equals(value)) {
            send(exchange, versioned(identified(secret), earlier.get()));
        } else {
            new AwsError(400, "ResourceExistsException", "A version with the id " + id + " already exists.")
                    .send(exchange);
        }
    }

    private static Set<String> stages(JsonNode body) {
        Set<String> stages = new LinkedHashSet<>();
        body.path("VersionStages").forEach(stage -> stages.add(stage.asText()));
        return stages.isEmpty() ? Set.of(Secret.CURRENT) : stages;
    }

    private static void describe(HttpServerExchange exchange, Secret secret) {
        ObjectNode answer = identified(secret);
        ObjectNode versions = answer.putObject("VersionIdsToStages");
        secret.versions().forEach((id, version) -> {
            if (!version.stages().isEmpty()) {
                version.stages().forEach(versions.putArray(id)::add);
            }
        });
        send(exchange, answer);
    }

    private static ObjectNode identified(Secret secret) {
        return Json.object().put("ARN", secret.arn()).put("Name", secret.name());
    }

    private static ObjectNode versioned(ObjectNode answer, Version version) {
        version.stages().forEach(answer.put("VersionId", version.id()).putArray("VersionStages")::add);
        return answer;
    }

    private static void send(HttpServerExchange exchange, ObjectNode answer) {
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/x-amz-json-1.1");
        exchange.getResponseSender().send(ByteBuffer.wrap(Json.bytes(answer)));
    }

    private static AwsError notFound(String message) {
        return new AwsError(400, "ResourceNotFoundException", message);
    }
}

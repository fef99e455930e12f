package hermes.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import hermes.local.dynamodb.DynamoDbService;
import hermes.local.endpoint.AwsEndpoint;
import hermes.local.endpoint.Forwarding;
import hermes.local.gateway.ManagementService;
import hermes.local.iam.ExecutionRole;
import hermes.local.iam.Permissions;
import hermes.local.secrets.Secret;
import hermes.local.secrets.SecretsService;
import hermes.local.sqs.Retention;
import hermes.local.sqs.SqsService;
import hermes.local.stack.Credentials;
import hermes.local.stack.HttpPort;
import hermes.local.stack.StackIdentity;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;

/** What a function gets to see when its role lacks a permission, through the SDK that it uses. */
final class DeniedCallsTest {

    private static final StackIdentity STACK = new StackIdentity("test", "us-east-1", "000000000000");
    private static final String ARN = ":us-east-1:000000000000:";

    private static HttpClient http;
    private static AwsEndpoint endpoint;

    /** The emulators never start: a call that were let through would wait for them. */
    @BeforeAll
    static void start() {
        http = HttpClient.newHttpClient();
        var emulator = new Forwarding(http, new CompletableFuture<>());
        var secret = new Secret("key", STACK.arn("secretsmanager", "secret:key-abc123"));
        endpoint = AwsEndpoint.start(HttpPort.bind("The AWS endpoint", 0),
                Map.of("dynamodb", new DynamoDbService(STACK, emulator),
                        "sqs",
                        new SqsService(STACK, emulator,
                                new Retention(List.of(), http, new CompletableFuture<>(),
                                        InstantSource.system())),
                        "secretsmanager", new SecretsService(List.of(secret)),
                        "execute-api", new ManagementService(STACK, "abc", new CompletableFuture<>())));
        var role = new ExecutionRole("WorkerRole", STACK.assumedRole("test-WorkerRole", "test-Worker"),
                List.of(),
                List.of());
        endpoint.add(new Permissions(Map.of("Worker", role), _ -> {}));
    }

    @AfterAll
    static void stop() {
        endpoint.close();
        http.shutdownNow();
    }

    @Test
    void itemIsDenied() {
        try (DynamoDbClient dynamoDb = client(DynamoDbClient.builder(), "")) {
            assertDenied(() -> dynamoDb.getItem(get -> get.tableName("rows").key(Map.of("id", fromS("1")))),
                    400, "AccessDeniedException", "dynamodb:GetItem", "dynamodb" + ARN + "table/rows");
        }
    }

    @Test
    void queryOfAnIndexIsDeniedOnTheIndex() {
        try (DynamoDbClient dynamoDb = client(DynamoDbClient.builder(), "")) {
            assertDenied(() -> dynamoDb.query(query -> query.tableName("rows").indexName("by-room")),
                    400, "AccessDeniedException", "dynamodb:Query",
                    "dynamodb" + ARN + "table/rows/index/by-room");
        }
    }

    @Test
    void secretIsDenied() {
        try (SecretsManagerClient secrets = client(SecretsManagerClient.builder(), "")) {
            assertDenied(() -> secrets.getSecretValue(get -> get.secretId("key")),
                    400, "AccessDeniedException", "secretsmanager:GetSecretValue",
                    "secretsmanager" + ARN + "secret:key-abc123");
        }
    }

    @Test
    void messageIsDenied() {
        try (SqsClient sqs = client(SqsClient.builder(), "")) {
            assertDenied(() -> sqs.sendMessage(send -> send.queueUrl(queueUrl()).messageBody("{}")),
                    403, "AccessDenied", "sqs:sendmessage", "sqs" + ARN + "jobs");
        }
    }

    @Test
    void batchIsDeniedAsASingleMessageIs() {
        var entry = ChangeMessageVisibilityBatchRequestEntry.builder().id("1").receiptHandle("x").build();
        try (SqsClient sqs = client(SqsClient.builder(), "")) {
            assertDenied(
                    () -> sqs.changeMessageVisibilityBatch(
                            change -> change.queueUrl(queueUrl()).entries(List.of(entry))),
                    403, "AccessDenied", "sqs:changemessagevisibility", "sqs" + ARN + "jobs");
        }
    }

    @Test
    void postToAConnectionIsDenied() {
        try (ApiGatewayManagementApiClient api = client(ApiGatewayManagementApiClient.builder(), "/live")) {
            assertDenied(
                    () -> api.postToConnection(post -> post.connectionId("L0SM9cOFvHcCIhw=")
                            .data(SdkBytes.fromUtf8String("x".repeat(100_000)))),
                    403, "AccessDeniedException", "execute-api:ManageConnections",
                    "execute-api" + ARN + "abc/live/POST/@connections/L0SM9cOFvHcCIhw=");
        }
    }

    private static void assertDenied(ThrowingCallable call, int status, String code, String action,
            String resource) {
        assertThatExceptionOfType(AwsServiceException.class).isThrownBy(call).satisfies(denied -> {
            assertThat(denied.statusCode()).isEqualTo(status);
            assertThat(denied.awsErrorDetails().errorCode()).isEqualTo(code);
            assertThat(denied.awsErrorDetails().errorMessage()).isEqualTo(
                    "User: arn:aws:sts::000000000000:assumed-role/test-WorkerRole/test-Worker is not authorized to"
                            + " perform: %s on resource: arn:aws:%s because no identity-based policy allows the %s action",
                    action, resource, action);
        });
    }

    private static String queueUrl() {
        return endpoint.address() + "/000000000000/jobs";
    }

    private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder,
            String path) {
        Credentials worker = Credentials.ofFunction("Worker", "us-east-1");
        return builder.endpointOverride(URI.create(endpoint.address() + path))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider
                        .create(AwsBasicCredentials.create(worker.accessKeyId(), worker.secretAccessKey())))
                .httpClient(UrlConnectionHttpClient.create()).build();
    }
}

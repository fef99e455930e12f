package hermes.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import hermes.local.dynamodb.DynamoDbService;
import hermes.local.endpoint.AwsCall;
import hermes.local.endpoint.AwsCall.Access;
import hermes.local.endpoint.AwsEndpoint;
import hermes.local.endpoint.CallFilter;
import hermes.local.endpoint.CallFilter.Verdict;
import hermes.local.endpoint.Forwarding;
import hermes.local.gateway.ManagementService;
import hermes.local.secrets.Secret;
import hermes.local.secrets.SecretsService;
import hermes.local.sqs.Retention;
import hermes.local.sqs.SqsService;
import hermes.local.stack.Credentials;
import hermes.local.stack.HttpPort;
import hermes.local.stack.StackIdentity;
import hermes.testing.SettableClock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.ForbiddenException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceExistsException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.EmptyBatchRequestException;
import software.amazon.awssdk.services.sqs.model.InvalidMessageContentsException;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SqsException;

final class AwsEndpointTest {

    private static final StackIdentity STACK = new StackIdentity("test", "us-east-1", "000000000000");
    private static final String TABLE_ARN = "arn:aws:dynamodb:us-east-1:000000000000:table/test-TokensTable";

    private static final SettableClock CLOCK = new SettableClock(Instant.now());

    private static HttpClient http;
    private static AwsEndpoint endpoint;
    private static Emulators emulators;
    private static DynamoDbClient dynamoDb;
    private static SqsClient sqs;
    private static SecretsManagerClient secrets;

    private final LinkedBlockingQueue<AwsCall> calls = new LinkedBlockingQueue<>();
    private CallFilter filter;

    @BeforeAll
    static void start() {
        http = HttpClient.newHttpClient();
        var port = HttpPort.bind("The AWS endpoint", 0);
        var specs = ProjectTemplate.dataSpecs();
        emulators = new Emulators(STACK, specs, port.number());
        var retention = new Retention(specs.queues().values(), http, emulators.queues(), CLOCK);
        var secret = new Secret("jwt-key", STACK.arn("secretsmanager", "secret:jwt-key-abc123"));
        secret.put("v1", "one", Set.of(Secret.CURRENT));
        endpoint = AwsEndpoint.start(port, Map.of("dynamodb",
                new DynamoDbService(STACK, new Forwarding(http, emulators.dynamoDb())), "sqs",
                new SqsService(STACK, new Forwarding(http, emulators.queues()), retention), "secretsmanager",
                new SecretsService(List.of(secret)), "execute-api",
                new ManagementService(STACK, "abc", new CompletableFuture<>())));
        dynamoDb = built(DynamoDbClient.builder());
        sqs = built(SqsClient.builder());
        secrets = built(SecretsManagerClient.builder());
    }

    @AfterAll
    static void stop() {
        dynamoDb.close();
        sqs.close();
        secrets.close();
        endpoint.close();
        emulators.close();
        http.shutdownNow();
    }

    @AfterEach
    void removeFilter() {
        endpoint.remove(filter);
    }

    @Test
    void itemsAreWrittenAndRead() {
        var key = Map.of("user_id", fromS("7"), "room_id", fromS("acme"));

        dynamoDb.putItem(put -> put.tableName("test-TokensTable").item(key));

        assertThat(dynamoDb.getItem(get -> get.tableName("test-TokensTable").key(key)).item()).isEqualTo(key);
    }

    @Test
    void errorsOfTheServiceComeThrough() {
        assertThatExceptionOfType(
                software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException.class)
                .isThrownBy(() -> dynamoDb.scan(scan -> scan.tableName("none")));
    }

    @Test
    void queueUrlsPointToTheEndpoint() {
        String url = sqs.getQueueUrl(get -> get.queueName("test-notifications")).queueUrl();

        assertThat(url)
                .isEqualTo(endpoint.address() + "/000000000000/test-notifications");
        sqs.sendMessage(send -> send.queueUrl(url).messageBody("{}"));
        assertThat(sqs.receiveMessage(receive -> receive.queueUrl(url)).messages()).hasSize(1);
    }

    @Test
    void largestMessageOfSqsPasses() {
        String url = sqs.getQueueUrl(get -> get.queueName("test-DeadLetterQueue")).queueUrl();
        String body = "x".repeat(1024 * 1024);

        sqs.sendMessage(send -> send.queueUrl(url).messageBody(body));

        assertThat(sqs.receiveMessage(receive -> receive.queueUrl(url)).messages().getFirst().body())
                .isEqualTo(body);
        assertThatExceptionOfType(SqsException.class)
                .isThrownBy(() -> sqs.sendMessage(send -> send.queueUrl(url).messageBody(body + "x")));
    }

    @Test
    void messageEndsWithTheRetentionOfItsQueue() {
        String url = sqs.getQueueUrl(get -> get.queueName("test-dead-letters.fifo")).queueUrl();
        sqs.sendMessage(send -> send.queueUrl(url).messageBody("old").messageGroupId("g")
                .messageDeduplicationId("old"));
        CLOCK.advance(Duration.ofDays(14).plusMinutes(1));

        assertThat(sqs.receiveMessage(receive -> receive.queueUrl(url)).messages()).isEmpty();

        CLOCK.advance(Duration.ofDays(-15));
        assertThat(sqs.receiveMessage(receive -> receive.queueUrl(url)).messages()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"'a b', x, AWS.SimpleQueueService.InvalidBatchEntryId",
            "'', x, AWS.SimpleQueueService.InvalidBatchEntryId",
            "same, same, AWS.SimpleQueueService.BatchEntryIdsNotDistinct"})
    void batchWithAnIdThatSqsRefusesIsRefused(String first, String second, String code) {
        var entries = Stream.of(first, second)
                .map(id -> SendMessageBatchRequestEntry.builder().id(id).messageBody("{}").build()).toList();

        assertThatExceptionOfType(SqsException.class).isThrownBy(
                () -> sqs.sendMessageBatch(send -> send.queueUrl("http://localhost/0/test-notifications")
                        .entries(entries)))
                .returns(code, refused -> refused.awsErrorDetails().errorCode());
    }

    @Test
    void messageThatSqsRefusesIsRefusedByItsNames() {
        var url = "http://localhost/0/test-notifications";

        assertThatExceptionOfType(InvalidMessageContentsException.class)
                .isThrownBy(() -> sqs.sendMessage(send -> send.queueUrl(url).messageBody("\u0001")));
        assertThatExceptionOfType(SqsException.class)
                .isThrownBy(
                        () -> sqs.sendMessage(send -> send.queueUrl(url).messageBody("x".repeat(1048577))))
                .returns("InvalidParameterValue", refused -> refused.awsErrorDetails().errorCode());
        assertThatExceptionOfType(EmptyBatchRequestException.class).isThrownBy(
                () -> sqs.sendMessageBatch(send -> send.queueUrl(url).entries(List.of())));
    }

    @Test
    void callThatIsNotEmulatedIsNamed() {
        assertThatExceptionOfType(SecretsManagerException.class).isThrownBy(() -> secrets.listSecrets())
                .withMessageContaining("does not emulate ListSecrets");
    }

    @Test
    void secretRotates() {
        String arn = secrets.putSecretValue(put -> put.secretId("jwt-key").secretString("two")).arn();

        assertThat(secrets.getSecretValue(get -> get.secretId(arn)).secretString()).isEqualTo("two");
        String current = secrets.getSecretValue(get -> get.secretId(arn)).versionId();
        assertThatExceptionOfType(ResourceNotFoundException.class).isThrownBy(() -> secrets.getSecretValue(
                get -> get.secretId(arn).versionId(current).versionStage("AWSPREVIOUS")));
        assertThat(secrets.getSecretValue(get -> get.secretId("jwt-key").versionStage("AWSPREVIOUS"))
                .secretString())
                .isNotEqualTo("two");
        assertThat(secrets.describeSecret(describe -> describe.secretId(arn)).versionIdsToStages().values())
                .contains(List.of("AWSCURRENT"), List.of("AWSPREVIOUS"));
    }

    @Test
    void missingSecretAndMissingLabelAreNotFound() {
        assertThatExceptionOfType(ResourceNotFoundException.class)
                .isThrownBy(() -> secrets.getSecretValue(get -> get.secretId("none")));
        assertThatExceptionOfType(ResourceNotFoundException.class)
                .isThrownBy(() -> secrets
                        .getSecretValue(get -> get.secretId("jwt-key").versionStage("AWSPENDING")))
                .withMessageContaining("AWSPENDING");
    }

    @Test
    void putIsIdempotentByItsToken() {
        String token = "0123456789abcdef0123456789abcdef";
        secrets.putSecretValue(put -> put.secretId("jwt-key").secretString("a").clientRequestToken(token));

        assertThat(secrets
                .putSecretValue(put -> put.secretId("jwt-key").secretString("a").clientRequestToken(token))
                .versionId()).isEqualTo(token);
        assertThatExceptionOfType(ResourceExistsException.class).isThrownBy(() -> secrets
                .putSecretValue(put -> put.secretId("jwt-key").secretString("b").clientRequestToken(token)));
    }

    @Test
    void filterSeesCallerActionAndResource() {
        filter(new Verdict.Pass());
        dynamoDb.query(query -> query.tableName("test-ConnectionsTable").indexName("by-room")
                .keyConditionExpression("room_id = :r")
                .expressionAttributeValues(Map.of(":r", fromS("acme"))));
        sqs.sendMessageBatch(send -> send.queueUrl("http://localhost/0/test-notifications")
                .entries(SendMessageBatchRequestEntry.builder().id("1").messageBody("{}").build()));
        secrets.getSecretValue(get -> get.secretId("jwt-key"));

        assertThat(calls).extracting(AwsCall::caller).containsOnly("Probe");
        assertThat(calls).extracting(AwsCall::operation).containsExactly("Query", "SendMessageBatch",
                "GetSecretValue");
        assertThat(calls).flatExtracting(AwsCall::accesses).containsExactly(
                new Access("dynamodb:Query",
                        "arn:aws:dynamodb:us-east-1:000000000000:table/test-ConnectionsTable/index/by-room"),
                new Access("sqs:SendMessage", "arn:aws:sqs:us-east-1:000000000000:test-notifications"),
                new Access("secretsmanager:GetSecretValue",
                        "arn:aws:secretsmanager:us-east-1:000000000000:secret:jwt-key-abc123"));
    }

    @Test
    void transactionAsksForThePermissionOfEachOfItsItems() {
        filter(new Verdict.Fail(400, "AccessDeniedException", "no"));
        var key = Map.of("user_id", fromS("7"), "room_id", fromS("acme"));

        assertThatExceptionOfType(DynamoDbException.class)
                .isThrownBy(() -> dynamoDb.transactWriteItems(write -> write.transactItems(
                        TransactWriteItem.builder().put(put -> put.tableName("test-TokensTable").item(key))
                                .build(),
                        TransactWriteItem.builder()
                                .delete(delete -> delete.tableName("test-TokensTable").key(key))
                                .build())))
                .matches(refused -> refused.awsErrorDetails().errorCode().equals("AccessDeniedException"));
        assertThat(calls.element().accesses()).containsExactly(new Access("dynamodb:PutItem", TABLE_ARN),
                new Access("dynamodb:DeleteItem", TABLE_ARN));
    }

    @Test
    void faultComesInTheFormOfTheService() {
        filter(new Verdict.Fail(400, "ProvisionedThroughputExceededException", "slow down"));

        assertThatExceptionOfType(ProvisionedThroughputExceededException.class)
                .isThrownBy(() -> dynamoDb.scan(scan -> scan.tableName("test-TokensTable")))
                .withMessageContaining("slow down");
    }

    @Test
    void permissionForAConnectionNamesMethodAndStage() {
        filter(new Verdict.Fail(403, "ForbiddenException", "Forbidden"));
        try (ApiGatewayManagementApiClient api = ApiGatewayManagementApiClient.builder()
                .endpointOverride(URI.create(endpoint.address() + "/development"))
                .region(Region.US_EAST_1).credentialsProvider(credentials())
                .httpClient(UrlConnectionHttpClient.create()).build()) {
            assertThatExceptionOfType(ForbiddenException.class)
                    .isThrownBy(
                            () -> api.deleteConnection(delete -> delete.connectionId("L0SM9cOFvHcCIhw=")));
        }
        assertThat(calls.element().accesses()).containsExactly(new Access("execute-api:ManageConnections",
                "arn:aws:execute-api:us-east-1:000000000000:abc/development/DELETE/@connections/L0SM9cOFvHcCIhw="));
    }

    @Test
    void resetCutsTheConnection() {
        filter(new Verdict.Reset());

        assertThatExceptionOfType(SdkClientException.class)
                .isThrownBy(() -> dynamoDb.scan(scan -> scan.tableName("test-TokensTable")));
    }

    @Test
    void unheardAnswerIsLostAfterTheDeed() {
        var key = Map.of("user_id", fromS("unheard"), "room_id", fromS("acme"));
        filter(new Verdict.Unheard());

        assertThatExceptionOfType(SdkClientException.class)
                .isThrownBy(() -> dynamoDb.putItem(put -> put.tableName("test-TokensTable").item(key)));

        removeFilter();
        assertThat(dynamoDb.getItem(get -> get.tableName("test-TokensTable").key(key)).item()).isEqualTo(key);
    }

    @Test
    void cancelledTransactionGivesAReasonForEachItem() {
        filter(new Verdict.Fail(400, "TransactionCanceledException",
                "Transaction cancelled, please refer cancellation reasons for specific reasons [None, TransactionConflict]"));

        assertThatExceptionOfType(TransactionCanceledException.class)
                .isThrownBy(() -> dynamoDb.transactWriteItems(write -> write
                        .transactItems(TransactWriteItem.builder().build())))
                .satisfies(cancelled -> assertThat(cancelled.cancellationReasons())
                        .extracting(CancellationReason::code).containsExactly("None", "TransactionConflict"));
    }

    @Test
    void unsignedRequestIsRefused() throws IOException, InterruptedException {
        HttpResponse<String> response = post("{}", "X-Amz-Target", "DynamoDB_20120810.ListTables");

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.body()).contains("MissingAuthenticationToken");
    }

    @Test
    void unknownServiceIsNamed() throws IOException, InterruptedException {
        HttpResponse<String> response = post("Action=Publish", "Authorization",
                new Credentials("x", "y", "us-east-1").authorization("sns"), "Content-Type",
                "application/x-www-form-urlencoded");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).startsWith("<ErrorResponse>")
                .contains("does not emulate the service sns");
    }

    @Test
    void olderQueryProtocolOfSqsWorks() throws IOException, InterruptedException {
        String url = endpoint.address() + "/000000000000/test-notifications";
        filter(new Verdict.Pass());

        HttpResponse<String> response = post(
                "Action=GetQueueUrl&QueueName=test-notifications&Version=2012-11-05",
                "Authorization", new Credentials("x", "y", "us-east-1").authorization("sqs"), "Content-Type",
                "application/x-www-form-urlencoded");

        assertThat(response.body()).contains("<QueueUrl>" + url + "</QueueUrl>");
        assertThat(calls.element().operation()).isEqualTo("GetQueueUrl");
    }

    private void filter(Verdict verdict) {
        filter = call -> {
            calls.add(call);
            return verdict;
        };
        endpoint.add(filter);
    }

    private static HttpResponse<String> post(String body, String... headers)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(endpoint.address() + "/"))
                .headers(headers)
                .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8)).build();
        return http.send(request, BodyHandlers.ofString());
    }

    private static StaticCredentialsProvider credentials() {
        Credentials probe = Credentials.ofFunction("Probe", "us-east-1");
        return StaticCredentialsProvider
                .create(AwsBasicCredentials.create(probe.accessKeyId(), probe.secretAccessKey()));
    }

    private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C built(B builder) {
        return builder.endpointOverride(URI.create(endpoint.address()))
                .region(Region.US_EAST_1)
                .credentialsProvider(credentials()).httpClient(UrlConnectionHttpClient.create())
                .overrideConfiguration(override -> override.retryStrategy(
                        AwsRetryStrategy.doNotRetry()))
                .build();
    }
}

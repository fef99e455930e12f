package hermes.local;

import hermes.local.dynamodb.DynamoDbService;
import hermes.local.endpoint.AwsCall;
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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The endpoint for AWS calls with all services behind it and the tables and queues of {@code template.yaml}. One serves all
 * test classes of a run, so classes that use it hold the {@code ResourceLock} {@link #SHARED}, and what one leaves behind the
 * next finds.
 */
final class EndpointExtension implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback {

    static final String SHARED = "shared endpoint";

    private static final StackIdentity STACK = new StackIdentity("test", "us-east-1", "000000000000");

    private final LinkedBlockingQueue<AwsCall> calls = new LinkedBlockingQueue<>();
    private Running running;
    private CallFilter filter;

    @Override
    public void beforeAll(ExtensionContext context) {
        running = context.getRoot().getStore(Namespace.create(EndpointExtension.class))
                .getOrComputeIfAbsent(Running.class, _ -> new Running(), Running.class);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        calls.clear();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        removeFilter();
    }

    String address() {
        return running.endpoint.address();
    }

    DynamoDbClient dynamoDb() {
        return running.dynamoDb;
    }

    SqsClient sqs() {
        return running.sqs;
    }

    SecretsManagerClient secrets() {
        return running.secrets;
    }

    /** By which messages get old. It stands at the begin of the run. */
    SettableClock clock() {
        return running.clock;
    }

    /** What was called since there is a filter, in this test. */
    LinkedBlockingQueue<AwsCall> calls() {
        return calls;
    }

    /** To be answered so, whatever is called. */
    void filter(Verdict verdict) {
        filter = call -> {
            calls.add(call);
            return verdict;
        };
        running.endpoint.add(filter);
    }

    void removeFilter() {
        running.endpoint.remove(filter);
    }

    /** As it is, without an SDK. */
    HttpResponse<String> post(String body, String... headers) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(address() + "/")).headers(headers)
                .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8)).build();
        return running.http.send(request, BodyHandlers.ofString());
    }

    /** Of the function {@code Probe}. */
    static StaticCredentialsProvider credentials() {
        Credentials probe = Credentials.ofFunction("Probe", "us-east-1");
        return StaticCredentialsProvider
                .create(AwsBasicCredentials.create(probe.accessKeyId(), probe.secretAccessKey()));
    }

    private static final class Running implements AutoCloseable {

        private final SettableClock clock = new SettableClock(Instant.now());
        private final HttpClient http = HttpClient.newHttpClient();
        private final Emulators emulators;
        private final AwsEndpoint endpoint;
        private final DynamoDbClient dynamoDb;
        private final SqsClient sqs;
        private final SecretsManagerClient secrets;

        Running() {
            var port = HttpPort.bind("The AWS endpoint", 0);
            var specs = ProjectTemplate.dataSpecs();
            emulators = new Emulators(STACK, specs, port.number());
            var retention = new Retention(specs.queues().values(), http, emulators.queues(), clock);
            var secret = new Secret("jwt-key", STACK.arn("secretsmanager", "secret:jwt-key-abc123"));
            secret.put("v1", "one", Set.of(Secret.CURRENT));
            endpoint = AwsEndpoint.start(port, Map.of("dynamodb",
                    new DynamoDbService(STACK, new Forwarding(http, emulators.dynamoDb())), "sqs",
                    new SqsService(STACK, new Forwarding(http, emulators.queues()), retention),
                    "secretsmanager", new SecretsService(List.of(secret)), "execute-api",
                    new ManagementService(STACK, "abc", new CompletableFuture<>())));
            dynamoDb = built(DynamoDbClient.builder());
            sqs = built(SqsClient.builder());
            secrets = built(SecretsManagerClient.builder());
        }

        private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C built(B builder) {
            return builder.endpointOverride(URI.create(endpoint.address()))
                    .region(Region.US_EAST_1)
                    .credentialsProvider(credentials()).httpClient(UrlConnectionHttpClient.create())
                    .overrideConfiguration(override -> override.retryStrategy(
                            AwsRetryStrategy.doNotRetry()))
                    .build();
        }

        @Override
        public void close() {
            dynamoDb.close();
            sqs.close();
            secrets.close();
            endpoint.close();
            emulators.close();
            http.shutdownNow();
        }
    }
}

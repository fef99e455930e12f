package hermes.cli.stack;

import java.net.URI;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The AWS clients that a stack is worked on with. Thread-safe. */
public final class StackClients implements AutoCloseable {

    /** A person waits, and would type the command again: more patience than a service has. */
    private static final int ATTEMPTS = 8;

    private final SdkHttpClient http = UrlConnectionHttpClient.create();
    private final Region region;
    private final AwsCredentialsProvider credentials;
    private final DynamoDbClient dynamoDb;
    private final SqsClient sqs;
    private final SecretsManagerClient secretsManager;
    private final ApiGatewayManagementApiClient management;
    private CloudWatchClient cloudWatch;

    private StackClients(Access access, URI managementUrl) {
        this.region = access.region;
        this.credentials = access.credentials;
        this.dynamoDb = built(DynamoDbClient.builder(), access.endpoint);
        this.sqs = built(SqsClient.builder(), access.endpoint);
        this.secretsManager = built(SecretsManagerClient.builder(), access.endpoint);
        this.management = built(ApiGatewayManagementApiClient.builder(), Optional.of(managementUrl));
    }

    /** Clients that reach a local stack and nothing else, whatever AWS settings the machine has. */
    static StackClients local(URI managementUrl) {
        var anybody = AwsBasicCredentials.create("hermescli", "local");
        // One endpoint answers for all services; the API's stage is the path behind it.
        var awsEndpoint = managementUrl.resolve("/");
        return new StackClients(new Access(Region.US_EAST_1, StaticCredentialsProvider.create(anybody),
                Optional.of(awsEndpoint)), managementUrl);
    }

    /** Clients with the credentials that the SDK finds: environment, profile, single sign-on, instance. */
    static StackClients deployed(Region region, URI managementUrl) {
        return new StackClients(
                new Access(region, DefaultCredentialsProvider.builder().build(), Optional.empty()),
                managementUrl);
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C built(B builder,
            Optional<URI> endpoint) {
        endpoint.ifPresent(builder::endpointOverride);
        return builder.httpClient(http).region(region).credentialsProvider(credentials)
                .overrideConfiguration(client -> client.retryStrategy(
                        AwsRetryStrategy.standardRetryStrategy().toBuilder().maxAttempts(ATTEMPTS).build()))
                .build();
    }

    public DynamoDbClient dynamoDb() {
        return dynamoDb;
    }

    public SqsClient sqs() {
        return sqs;
    }

    public SecretsManagerClient secretsManager() {
        return secretsManager;
    }

    /** Made when it is asked for, as one command does. */
    synchronized CloudWatchClient cloudWatch() {
        if (cloudWatch == null) {
            cloudWatch = built(CloudWatchClient.builder(), Optional.empty());
        }
        return cloudWatch;
    }

    ApiGatewayManagementApiClient management() {
        return management;
    }

    @Override
    public synchronized void close() {
        if (cloudWatch != null) {
            cloudWatch.close();
        }
        dynamoDb.close();
        sqs.close();
        secretsManager.close();
        management.close();
        http.close();
    }

    /** @param endpoint of all services, or empty for those of AWS */
    private record Access(Region region, AwsCredentialsProvider credentials, Optional<URI> endpoint) {}
}

package hermes.cli;

import java.net.URI;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** AWS clients that reach a local stack and nothing else, whatever AWS settings the machine has. Thread-safe. */
final class LocalClients implements AutoCloseable {

    private final SdkHttpClient http = UrlConnectionHttpClient.create();
    private final DynamoDbClient dynamoDb;
    private final SqsClient sqs;
    private final SecretsManagerClient secretsManager;
    private final ApiGatewayManagementApiClient management;

    /** @param stage of the WebSocket API, under which the management API is reached */
    LocalClients(URI awsEndpoint, String stage) {
        this.dynamoDb = built(DynamoDbClient.builder(), awsEndpoint);
        this.sqs = built(SqsClient.builder(), awsEndpoint);
        this.secretsManager = built(SecretsManagerClient.builder(), awsEndpoint);
        this.management = built(ApiGatewayManagementApiClient.builder(), awsEndpoint.resolve("/" + stage));
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C built(B builder,
            URI endpoint) {
        return builder.httpClient(http)
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("hermes", "local")))
                .build();
    }

    DynamoDbClient dynamoDb() {
        return dynamoDb;
    }

    SqsClient sqs() {
        return sqs;
    }

    SecretsManagerClient secretsManager() {
        return secretsManager;
    }

    ApiGatewayManagementApiClient management() {
        return management;
    }

    @Override
    public void close() {
        dynamoDb.close();
        sqs.close();
        secretsManager.close();
        management.close();
        http.close();
    }
}

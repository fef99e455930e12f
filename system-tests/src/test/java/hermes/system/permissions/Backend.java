package hermes.system.permissions;

import hermes.backend.Hermes;
import hermes.backend.StackOutputs;
import hermes.system.WholeStack;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The library for backends, with an access key by which its calls can be told. */
final class Backend implements AutoCloseable {
    private final SdkHttpClient http = UrlConnectionHttpClient.create();
    private final WholeStack stack;
    private final String accessKeyId;
    private final Hermes hermes;

    Backend(WholeStack stack, String accessKeyId) {
        this.stack = stack;
        this.accessKeyId = accessKeyId;
        this.hermes = Hermes.of(StackOutputs.of(stack.local().outputs()),
                new Hermes.Clients(built(DynamoDbClient.builder()), built(SqsClient.builder()),
                        built(SecretsManagerClient.builder())));
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C built(B builder) {
        var key = AwsBasicCredentials.create(accessKeyId, "secret");
        return builder.httpClient(http).region(Region.US_EAST_1)
                .endpointOverride(stack.local().awsEndpoint())
                .credentialsProvider(StaticCredentialsProvider.create(key)).build();
    }

    Hermes hermes() {
        return hermes;
    }

    @Override
    public void close() {
        http.close();
    }
}

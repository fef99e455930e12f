package hermes.send;

import hermes.local.DynamoDbExtension;
import hermes.local.ElasticMqExtension;
import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Clients like the function's own, on the emulators, with something in between. */
public final class InterceptedClients {

    private InterceptedClients() {}

    public static DynamoDbClient dynamoDb(DynamoDbExtension db, ExecutionInterceptor interceptor) {
        return intercepted(DynamoDbClient.builder(), endpoint(db.client()), interceptor).build();
    }

    public static SqsClient sqs(ElasticMqExtension queues, ExecutionInterceptor interceptor) {
        return intercepted(SqsClient.builder(), endpoint(queues.client()), interceptor).build();
    }

    private static URI endpoint(SdkClient client) {
        return client.serviceClientConfiguration().endpointOverride().orElseThrow();
    }

    private static <B extends AwsClientBuilder<B, ?> & AwsSyncClientBuilder<B, ?>> B intercepted(B builder,
            URI endpoint,
            ExecutionInterceptor interceptor) {
        return builder.endpointOverride(endpoint).region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .httpClient(Clients.http(100))
                .overrideConfiguration(
                        c -> c.retryStrategy(RetryMode.STANDARD).addExecutionInterceptor(interceptor));
    }
}

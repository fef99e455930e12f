package hermes.send;

import hermes.common.Priming;
import hermes.send.delivery.ConnectionSender;
import hermes.send.http.DailyKeyScheme;
import hermes.send.http.Limits;
import hermes.send.http.Rehearsal;
import hermes.send.http.SocketHttpClient;
import java.time.Duration;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClientBuilder;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The AWS clients, pooled for many calls at once. Region, credentials and endpoints come from the SDK's own
 * chains, so that the function does not know where it runs. Thread-safe.
 */
record Clients(DynamoDbClient dynamoDb, SqsClient sqs, ApiGatewayManagementApiClient gateway) {
    private static final Duration LONGEST_CALL = Duration.ofSeconds(3);
    private static final Duration LONGEST_CONNECTING = Duration.ofSeconds(1);

    /** Every stream of a batch is appended at the same time; who finds no connection free waits a moment. */
    private static final int MOST_CALLS_AT_ONCE = 100;

    static Clients create() {
        var dynamoDb = DynamoDbClient.builder().httpClient(http(MOST_CALLS_AT_ONCE))
                .overrideConfiguration(c -> c.retryStrategy(RetryMode.STANDARD));
        var sqs = SqsClient.builder().httpClient(http(MOST_CALLS_AT_ONCE))
                .overrideConfiguration(c -> c.retryStrategy(RetryMode.STANDARD));
        Priming.attempt(Clients::rehearsePost);
        return new Clients(dynamoDb.build(), sqs.build(), gateway(ApiGatewayManagementApiClient.builder()));
    }

    /** There is no connection to post to yet, and a post that fails counts as one. */
    private static void rehearsePost() {
        try (var client = gateway(ApiGatewayManagementApiClient.builder(), new Rehearsal())) {
            client.postToConnection(r -> r.connectionId("priming").data(SdkBytes.fromUtf8String("{}")));
        }
    }

    /** Gives the client for posts what it needs, beside an endpoint, a region and credentials. */
    static ApiGatewayManagementApiClient gateway(ApiGatewayManagementApiClientBuilder builder) {
        return gateway(builder, http(ConnectionSender.MOST_POSTS_AT_ONCE));
    }

    private static ApiGatewayManagementApiClient gateway(ApiGatewayManagementApiClientBuilder builder,
            SdkHttpClient http) {
        // ConnectionSender decides about the retries of posts, for each connection and within the invocation's time.
        return builder.httpClient(http).putAuthScheme(new DailyKeyScheme())
                .overrideConfiguration(c -> c.retryStrategy(AwsRetryStrategy.doNotRetry())).build();
    }

    static SdkHttpClient http(int mostConnections) {
        return new SocketHttpClient(new Limits(mostConnections, LONGEST_CONNECTING, LONGEST_CALL));
    }
}

package hermes.common;

import java.time.Duration;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * AWS clients as functions want them: quick to start, and never waiting for an answer longer than a browser
 * waits for its handshake. Build each once, in a function's constructor; they are thread-safe.
 *
 * <p>
 * Region, credentials and endpoint come from the SDK's own chains, so that a function does not know where it
 * runs.
 *
 * @see <a href="https://docs.aws.amazon.com/sdk-for-java/latest/developer-guide/lambda-optimize-starttime.html">
 *      Start-up</a>
 * @see <a href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html">Endpoints</a>
 */
public final class AwsClients {

    /**
     * With the three attempts of {@link RetryMode#STANDARD}, a silent service fails within the 10 s that the template
     * gives these functions: with an error that names it, not with a time-out.
     */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(2);

    private AwsClients() {}

    public static DynamoDbClient dynamoDb() {
        return configured(DynamoDbClient.builder()).build();
    }

    /** Gives any client the connection and the retries that fit a function with one call at a time. */
    public static <B extends AwsClientBuilder<B, ?> & AwsSyncClientBuilder<B, ?>> B configured(B builder) {
        return builder.httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(LONGEST_SILENCE))
                .overrideConfiguration(c -> c.retryStrategy(RetryMode.STANDARD));
    }
}

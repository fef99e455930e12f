package hermes.common;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * AWS clients as functions want them: quick to start, and never waiting for an answer longer than a browser
 * waits for its handshake. Build each once, in a function's constructor; they are thread-safe.
 *
 * <p>
 * Region, credentials and endpoint are found where the SDK's own chains find them, so that a function does not know where
 * it runs. Where Lambda says them, the links of the chains that come after are not even loaded.
 *
 * @see <a href="https://docs.aws.amazon.com/sdk-for-java/latest/developer-guide/lambda-optimize-starttime.html">
 *      Start-up</a>
 * @see <a href="https://docs.aws.amazon.com/sdk-for-java/latest/developer-guide/credentials-chain.html">Credentials</a>
 * @see <a href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html">Endpoints</a>
 */
public final class AwsClients {

    /**
     * With the three attempts of {@link RetryMode#STANDARD}, a silent service fails within the 10 s that the template
     * gives these functions: with an error that names it, not with a time-out.
     */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(2);

    /** One for all clients. TLS is made ready by the first connection that wants it: the client's own would do it twice. */
    private static final SdkHttpClient HTTP = UrlConnectionHttpClient.create(AwsClients::connection);

    private AwsClients() {}

    public static DynamoDbClient dynamoDb() {
        return configured(DynamoDbClient.builder()).build();
    }

    /** Gives any client the connection and the retries that fit a function with one call at a time. */
    public static <B extends AwsClientBuilder<B, ?> & AwsSyncClientBuilder<B, ?>> B configured(B builder) {
        var environment = Environment.ofProcess();
        // Before the environment the SDK looks at these properties, and so must we. After a restore from a snapshot, keys
        // come from neither.
        if (System.getProperty("aws.region") == null) {
            environment.optional("AWS_REGION").map(Region::of).ifPresent(builder::region);
        }
        if (System.getProperty("aws.accessKeyId") == null
                && environment.optional("AWS_ACCESS_KEY_ID").isPresent()
                && environment.optional("AWS_SECRET_ACCESS_KEY").isPresent()) {
            builder.credentialsProvider(EnvironmentVariableCredentialsProvider.create());
        }
        return builder.httpClient(HTTP).overrideConfiguration(c -> c.retryStrategy(RetryMode.STANDARD));
    }

    private static HttpURLConnection connection(URI uri) {
        try {
            var connection = (HttpURLConnection) uri.toURL().openConnection();
            connection.setConnectTimeout((int) LONGEST_SILENCE.toMillis());
            connection.setReadTimeout((int) LONGEST_SILENCE.toMillis());
            return connection;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

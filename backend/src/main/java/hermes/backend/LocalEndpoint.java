package hermes.backend;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;

/** Where all services of a stack answer that runs on this machine. Immutable. */
record LocalEndpoint(URI uri) {
    private static final Pattern LOOPBACK = Pattern
            .compile("http://(localhost|127[0-9.]+|\\[::1])(:\\d+)?/.*");
    private static final StaticCredentialsProvider ANYBODY = StaticCredentialsProvider
            .create(AwsBasicCredentials.create("any", "any"));

    /** Empty if the queue is not on this machine. */
    static Optional<LocalEndpoint> of(String queueUrl) {
        return LOOPBACK.matcher(queueUrl).matches()
                ? Optional.of(new LocalEndpoint(URI.create(queueUrl).resolve("/")))
                : Optional.empty();
    }

    /** Whatever region, credentials and endpoints the SDK would find. */
    <B extends AwsClientBuilder<B, ?>> void set(B client) {
        client.endpointOverride(uri).region(Region.US_EAST_1).credentialsProvider(ANYBODY);
    }
}

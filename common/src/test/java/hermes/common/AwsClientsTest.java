package hermes.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class AwsClientsTest {

    @Test
    void clientOfDynamoDbFindsItsRegionAsTheSdkDoes() {
        System.setProperty("aws.region", "eu-west-1");
        try (var dynamoDb = AwsClients.dynamoDb()) {
            assertThat(dynamoDb.serviceClientConfiguration().region()).isEqualTo(Region.EU_WEST_1);
        } finally {
            System.clearProperty("aws.region");
        }
    }

    @Test
    void silentServiceIsGivenUpBeforeTheFunctionTimesOut() throws IOException {
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                var dynamoDb = AwsClients.configured(DynamoDbClient.builder()).region(Region.EU_WEST_1)
                        .endpointOverride(URI.create("http://127.0.0.1:" + silent.getLocalPort()))
                        .credentialsProvider(AnonymousCredentialsProvider.create()).build()) {
            var start = Instant.now();

            assertThatThrownBy(dynamoDb::listTables).isInstanceOf(SdkClientException.class)
                    .hasMessageContaining("timed out");

            assertThat(Duration.between(start, Instant.now())).isBetween(Duration.ofSeconds(6),
                    Duration.ofSeconds(10));
        }
    }
}

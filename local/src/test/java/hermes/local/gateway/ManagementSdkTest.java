package hermes.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hermes.local.websocket.CloseStatus;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.GoneException;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.PayloadTooLargeException;

/** AWS's own client, which signs and encodes as it does against AWS. */
final class ManagementSdkTest {

    @RegisterExtension
    final GatewayExtension aws = new GatewayExtension();

    private ApiGatewayManagementApiClient client;

    @BeforeEach
    void open() {
        client = ApiGatewayManagementApiClient.builder().endpointOverride(aws.uri("http", "/development"))
                .region(Region.EU_WEST_1).httpClient(UrlConnectionHttpClient.create())
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")))
                .build();
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void postsGetsAndDeletes() {
        Peer peer = aws.connect();
        String id = aws.gateway().connections().iterator().next().connectionId();

        client.postToConnection(post -> post.connectionId(id).data(SdkBytes.fromUtf8String("hello")));
        Instant connectedAt = client.getConnection(get -> get.connectionId(id)).connectedAt();
        client.deleteConnection(delete -> delete.connectionId(id));

        assertThat(peer.hears()).isEqualTo("hello");
        assertThat(connectedAt).isEqualTo(GatewayExtension.START);
        assertThat(peer.closed()).isEqualTo(CloseStatus.DELETED);
    }

    @Test
    void errorsAreTheExceptionsOfTheSdk() {
        String nobody = "Wny0-YAw2ZECQoE=";

        assertThatThrownBy(() -> client.getConnection(get -> get.connectionId(nobody)))
                .isInstanceOf(GoneException.class);
        assertThatThrownBy(() -> client.postToConnection(
                post -> post.connectionId(nobody).data(SdkBytes.fromByteArray(new byte[128 * 1024 + 1]))))
                .isInstanceOf(PayloadTooLargeException.class);
    }
}

package hermes.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import hermes.local.stack.Credentials;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException;

@ResourceLock(EndpointExtension.SHARED)
final class AwsEndpointTest {

    @RegisterExtension
    static final EndpointExtension aws = new EndpointExtension();

    @Test
    void itemsAreWrittenAndRead() {
        var key = Map.of("user_id", fromS("7"), "room_id", fromS("acme"));

        aws.dynamoDb().putItem(put -> put.tableName("test-TokensTable").item(key));

        assertThat(aws.dynamoDb().getItem(get -> get.tableName("test-TokensTable").key(key)).item())
                .isEqualTo(key);
    }

    @Test
    void errorsOfTheServiceComeThrough() {
        assertThatExceptionOfType(
                software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException.class)
                .isThrownBy(() -> aws.dynamoDb().scan(scan -> scan.tableName("none")));
    }

    @Test
    void callThatIsNotEmulatedIsNamed() {
        assertThatExceptionOfType(SecretsManagerException.class).isThrownBy(() -> aws.secrets().listSecrets())
                .withMessageContaining("does not emulate ListSecrets");
    }

    @Test
    void unsignedRequestIsRefused() throws IOException, InterruptedException {
        HttpResponse<String> response = aws.post("{}", "X-Amz-Target", "DynamoDB_20120810.ListTables");

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.body()).contains("MissingAuthenticationToken");
    }

    @Test
    void unknownServiceIsNamed() throws IOException, InterruptedException {
        HttpResponse<String> response = aws.post("Action=Publish", "Authorization",
                new Credentials("x", "y", "us-east-1").authorization("sns"), "Content-Type",
                "application/x-www-form-urlencoded");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).startsWith("<ErrorResponse>")
                .contains("does not emulate the service sns");
    }
}

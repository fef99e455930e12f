package hermes.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import hermes.local.endpoint.AwsCall;
import hermes.local.endpoint.AwsCall.Access;
import hermes.local.endpoint.CallFilter.Verdict;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.ForbiddenException;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

@ResourceLock(EndpointExtension.SHARED)
final class CallFilterTest {

    private static final String TABLE_ARN = "arn:aws:dynamodb:us-east-1:000000000000:table/test-TokensTable";

    @RegisterExtension
    static final EndpointExtension aws = new EndpointExtension();

    @Test
    void filterSeesCallerActionAndResource() {
        aws.filter(new Verdict.Pass());
        aws.dynamoDb().query(query -> query.tableName("test-ConnectionsTable").indexName("by-room")
                .keyConditionExpression("room_id = :r")
                .expressionAttributeValues(Map.of(":r", fromS("acme"))));
        aws.sqs().sendMessageBatch(send -> send.queueUrl("http://localhost/0/test-notifications")
                .entries(SendMessageBatchRequestEntry.builder().id("1").messageBody("{}").build()));
        aws.secrets().getSecretValue(get -> get.secretId("jwt-key"));

        assertThat(aws.calls()).extracting(AwsCall::caller).containsOnly("Probe");
        assertThat(aws.calls()).extracting(AwsCall::operation).containsExactly("Query", "SendMessageBatch",
                "GetSecretValue");
        assertThat(aws.calls()).flatExtracting(AwsCall::accesses).containsExactly(
                new Access("dynamodb:Query",
                        "arn:aws:dynamodb:us-east-1:000000000000:table/test-ConnectionsTable/index/by-room"),
                new Access("sqs:SendMessage", "arn:aws:sqs:us-east-1:000000000000:test-notifications"),
                new Access("secretsmanager:GetSecretValue",
                        "arn:aws:secretsmanager:us-east-1:000000000000:secret:jwt-key-abc123"));
    }

    @Test
    void transactionAsksForThePermissionOfEachOfItsItems() {
        aws.filter(new Verdict.Fail(400, "AccessDeniedException", "no"));
        var key = Map.of("user_id", fromS("7"), "room_id", fromS("acme"));

        assertThatExceptionOfType(DynamoDbException.class)
                .isThrownBy(() -> aws.dynamoDb().transactWriteItems(write -> write.transactItems(
                        TransactWriteItem.builder().put(put -> put.tableName("test-TokensTable").item(key))
                                .build(),
                        TransactWriteItem.builder()
                                .delete(delete -> delete.tableName("test-TokensTable").key(key))
                                .build())))
                .matches(refused -> refused.awsErrorDetails().errorCode().equals("AccessDeniedException"));
        assertThat(aws.calls().element().accesses()).containsExactly(
                new Access("dynamodb:PutItem", TABLE_ARN),
                new Access("dynamodb:DeleteItem", TABLE_ARN));
    }

    @Test
    void permissionForAConnectionNamesMethodAndStage() {
        aws.filter(new Verdict.Fail(403, "ForbiddenException", "Forbidden"));
        try (ApiGatewayManagementApiClient api = ApiGatewayManagementApiClient.builder()
                .endpointOverride(URI.create(aws.address() + "/development"))
                .region(Region.US_EAST_1).credentialsProvider(EndpointExtension.credentials())
                .httpClient(UrlConnectionHttpClient.create()).build()) {
            assertThatExceptionOfType(ForbiddenException.class)
                    .isThrownBy(
                            () -> api.deleteConnection(delete -> delete.connectionId("L0SM9cOFvHcCIhw=")));
        }
        assertThat(aws.calls().element().accesses()).containsExactly(new Access(
                "execute-api:ManageConnections",
                "arn:aws:execute-api:us-east-1:000000000000:abc/development/DELETE/@connections/L0SM9cOFvHcCIhw="));
    }

    @Test
    void faultComesInTheFormOfTheService() {
        aws.filter(new Verdict.Fail(400, "ProvisionedThroughputExceededException", "slow down"));

        assertThatExceptionOfType(ProvisionedThroughputExceededException.class)
                .isThrownBy(() -> aws.dynamoDb().scan(scan -> scan.tableName("test-TokensTable")))
                .withMessageContaining("slow down");
    }

    @Test
    void cancelledTransactionGivesAReasonForEachItem() {
        aws.filter(new Verdict.Fail(400, "TransactionCanceledException",
                "Transaction cancelled, please refer cancellation reasons for specific reasons [None, TransactionConflict]"));

        assertThatExceptionOfType(TransactionCanceledException.class)
                .isThrownBy(() -> aws.dynamoDb().transactWriteItems(write -> write
                        .transactItems(TransactWriteItem.builder().build())))
                .satisfies(cancelled -> assertThat(cancelled.cancellationReasons())
                        .extracting(CancellationReason::code).containsExactly("None", "TransactionConflict"));
    }

    @Test
    void resetCutsTheConnection() {
        aws.filter(new Verdict.Reset());

        assertThatExceptionOfType(SdkClientException.class)
                .isThrownBy(() -> aws.dynamoDb().scan(scan -> scan.tableName("test-TokensTable")));
    }

    @Test
    void unheardAnswerIsLostAfterTheDeed() {
        var key = Map.of("user_id", fromS("unheard"), "room_id", fromS("acme"));
        aws.filter(new Verdict.Unheard());

        assertThatExceptionOfType(SdkClientException.class)
                .isThrownBy(() -> aws.dynamoDb().putItem(put -> put.tableName("test-TokensTable").item(key)));

        aws.removeFilter();
        assertThat(aws.dynamoDb().getItem(get -> get.tableName("test-TokensTable").key(key)).item())
                .isEqualTo(key);
    }
}

package hermes.benchmarks.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mindrot.jbcrypt.BCrypt;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

final class AwsStubTest {

    private AwsStub aws;
    private DynamoDbClient dynamoDb;

    @BeforeEach
    void start() throws IOException {
        aws = AwsStub.http(new Answers(new World(3)));
        dynamoDb = DynamoDbClient.builder().endpointOverride(URI.create(aws.address()))
                .region(Region.EU_WEST_1)
                .credentialsProvider(AnonymousCredentialsProvider.create()).build();
    }

    @AfterEach
    void close() {
        dynamoDb.close();
        aws.close();
    }

    @Test
    void tableOfTokensHasHashesOfTheCostInItsName() {
        var row = dynamoDb.getItem(get -> get.tableName(World.TOKENS + "04")
                .key(Map.of("user_id", AttributeValue.fromS("7")))).item();

        assertThat(row.get("token").s()).startsWith("$2a$04$");
        assertThat(BCrypt.checkpw("e5456b3f73fa5d76eb168a09646bd4524a6e1c9e3e8ea9180f041db037bebd3b",
                row.get("token").s())).isTrue();
    }

    @Test
    void roomHasItsConnectionsAndOthersAreEmpty() {
        assertThat(connectionsIn(World.ROOM)).isEqualTo(3);
        assertThat(connectionsIn("empty")).isZero();
    }

    @Test
    void callsAreCountedUntilSomebodyTakesThem() {
        connectionsIn("empty");
        connectionsIn("empty");
        dynamoDb.getItem(get -> get.tableName(World.CONNECTIONS)
                .key(Map.of("connection_id", AttributeValue.fromS("priming"))));

        assertThat(aws.takeCalls()).isEqualTo(Map.of("GetItem", 1L, "Query", 2L));
        assertThat(aws.takeCalls()).isEmpty();
    }

    private int connectionsIn(String room) {
        return dynamoDb.query(query -> query.tableName(World.CONNECTIONS).indexName("by-room")
                .keyConditionExpression("room_id = :room")
                .expressionAttributeValues(Map.of(":room", AttributeValue.fromS(room)))).count();
    }
}

package hermes.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import java.util.Map;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;

final class DynamoDbExtensionTest {

    @RegisterExtension
    static final DynamoDbExtension DB = new DynamoDbExtension();

    @RepeatedTest(2)
    void tablesAreEmptyAtTheStartOfEachTest() {
        String table = DB.table("ConnectionsTable");

        assertThat(DB.client().scan(scan -> scan.tableName(table)).items()).isEmpty();
        DB.client().putItem(put -> put.tableName(table).item(connection("c1")));
    }

    @Test
    void indexHasTheTemplatesKeysAndProjection() {
        String table = DB.table("ConnectionsTable");
        DB.client().putItem(put -> put.tableName(table).item(connection("c1")));

        var found = DB.client().query(query -> query.tableName(table).indexName("by-room")
                .keyConditionExpression("room_id = :room")
                .expressionAttributeValues(Map.of(":room", fromS("acme"))));

        assertThat(found.items()).containsExactly(connection("c1"));
        assertThat(DB.client().describeTable(describe -> describe.tableName(table)).table()
                .globalSecondaryIndexes())
                .singleElement().satisfies(index -> {
                    assertThat(index.projection().projectionType()).isEqualTo(ProjectionType.INCLUDE);
                    assertThat(index.keySchema()).extracting(key -> key.attributeName()).containsExactly(
                            "room_id",
                            "user_id");
                });
    }

    @Test
    void itemsExpireByTheTemplatesAttribute() {
        var description = DB.client().describeTimeToLive(ttl -> ttl.tableName(DB.table("ConnectionsTable")));

        assertThat(description.timeToLiveDescription().attributeName()).isEqualTo("expires_at");
    }

    @Test
    void unknownTableIsNamed() {
        assertThatIllegalArgumentException().isThrownBy(() -> DB.table("NoTable"))
                .withMessageContaining("NoTable").withMessageContaining("ConnectionsTable");
    }

    private static Map<String, AttributeValue> connection(String id) {
        return Map.of("connection_id", fromS(id), "room_id", fromS("acme"), "user_id", fromS("7"),
                "connected_at",
                fromN("1"), "expires_at", fromN("4102444800"));
    }
}

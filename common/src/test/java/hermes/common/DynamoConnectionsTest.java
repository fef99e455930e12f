package hermes.common;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hermes.local.DynamoDbExtension;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

class DynamoConnectionsTest {
    /** In the future, because DynamoDB Local really deletes rows whose time to live is over. */
    private static final Instant NOW = Instant.parse("2100-01-01T12:00:00Z");

    @RegisterExtension
    static final DynamoDbExtension db = new DynamoDbExtension();

    private DynamoConnections connections;

    @BeforeEach
    void atNoon() {
        connections = new DynamoConnections(db.client(), db.table("ConnectionsTable"),
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @Test
    void putConnectionIsFound() {
        var connection = connection("c1", "acme", "7");

        connections.put(connection);

        assertThat(connections.find("c1")).contains(connection);
    }

    @Test
    void rowHasTheDesignedNamesAndUnits() {
        connections.put(Connection.since(NOW.plusMillis(5), "c1", "acme", "7"));

        assertThat(row("c1")).isEqualTo(Map.of("connection_id", AttributeValue.fromS("c1"), "room_id",
                AttributeValue.fromS("acme"), "user_id", AttributeValue.fromS("7"), "connected_at",
                AttributeValue.fromN("4102488000005"), "expires_at", AttributeValue.fromN("4102495800")));
    }

    @Test
    void repeatedPutLeavesOneRow() {
        connections.put(connection("c1", "acme", "7"));
        connections.put(connection("c1", "acme", "7"));

        assertThat(connections.inRoom("acme", Optional.empty(), 10).live()).hasSize(1);
    }

    @Test
    void whatIsSpentMovesForwardFromWhatIsBelievedAndIsToldOtherwise() {
        connections.put(connection("c1", "acme", "7"));

        assertThat(connections.spend("c1", 1_000, 1_500)).isEmpty();
        assertThat(connections.spend("c1", 1_499, 1_999)).hasValue(1_500);
        assertThat(connections.spend("c1", 1_500, 2_000)).isEmpty();
        assertThat(connections.spend("c1", 0, 500)).hasValue(2_000);
        assertThat(connections.find("c1")).contains(connection("c1", "acme", "7"));
    }

    @Test
    void whoIsNotStoredSpendsNothingAndStaysSo() {
        assertThat(connections.spend("c1", 1_000, 1_500)).isEmpty();
        assertThat(connections.find("c1")).isEmpty();
    }

    @Test
    void removedConnectionIsNotFound() {
        connections.put(connection("c1", "acme", "7"));

        connections.remove("c1");

        assertThat(connections.find("c1")).isEmpty();
        assertThat(connections.inRoom("acme", Optional.empty(), 10).live()).isEmpty();
    }

    @Test
    void removingWhatIsNotThereIsHarmless() {
        connections.remove("never-seen");

        assertThat(connections.find("never-seen")).isEmpty();
    }

    @Test
    void expiredConnectionIsNotFound() {
        connections.put(expired("c1", "acme", "7"));

        assertThat(connections.find("c1")).isEmpty();
    }

    @Test
    void rowWithoutTimesIsOldAndWithoutEnd() {
        db.client().putItem(r -> r.tableName(db.table("ConnectionsTable")).item(
                Map.of("connection_id", "c1", "room_id", "acme", "user_id", "7").entrySet().stream()
                        .collect(toMap(Map.Entry::getKey, e -> AttributeValue.fromS(e.getValue())))));

        var connection = connections.inRoom("acme", Optional.empty(), 10).live().getFirst();

        assertThat(connection.connectedAt()).isEqualTo(Instant.EPOCH);
        assertThat(connection.expired(NOW.plusSeconds(1_000_000_000))).isFalse();
    }

    @Test
    void idsOfAnyScriptAreKept() {
        var connection = connection("L0SM9c-_FvHc=", "室#1 / ünï", "a\u0301🙂\"'");
        connections.put(connection);

        assertThat(connections.ofUser(connection.room(), connection.user()).live())
                .containsExactly(connection);
    }

    @Test
    void missingTableIsNamedWithTheConnection() {
        var connections = new DynamoConnections(db.client(), "no-such-table", Clock.systemUTC());

        assertThatThrownBy(() -> connections.put(connection("c1", "acme", "7")))
                .isInstanceOf(ConnectionsException.class)
                .hasMessageStartingWith("Could not put connection c1 in table no-such-table: ")
                .hasCauseInstanceOf(
                        ResourceNotFoundException.class);
        assertThatThrownBy(() -> connections.remove("c1")).isInstanceOf(ConnectionsException.class)
                .hasMessageContaining("remove connection c1");
        assertThatThrownBy(() -> connections.find("c1")).isInstanceOf(ConnectionsException.class)
                .hasMessageContaining("find connection c1");
        assertThatThrownBy(() -> connections.inRoom("acme", Optional.empty(), 1))
                .isInstanceOf(ConnectionsException.class).hasMessageContaining("room acme");
        assertThatThrownBy(() -> connections.ofUser("acme", "7")).isInstanceOf(ConnectionsException.class)
                .hasMessageContaining("user 7 in room acme");
    }

    private static Map<String, AttributeValue> row(String id) {
        return db.client().getItem(
                r -> r.tableName(db.table("ConnectionsTable"))
                        .key(Map.of("connection_id", AttributeValue.fromS(id))))
                .item();
    }

    private static Connection connection(String id, String room, String user) {
        return Connection.since(NOW, id, room, user);
    }

    private static Connection expired(String id, String room, String user) {
        return new Connection(id, room, user, NOW.minusSeconds(8000), NOW);
    }
}

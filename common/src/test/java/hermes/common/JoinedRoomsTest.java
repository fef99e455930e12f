package hermes.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hermes.local.DynamoDbExtension;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class JoinedRoomsTest {
    private static final Instant NOW = Instant.parse("2100-01-01T12:00:00Z");
    private static final Connection HOME = Connection.since(NOW, "c1", "acme", "7");

    @RegisterExtension
    static final DynamoDbExtension db = new DynamoDbExtension();

    private DynamoConnections connections;

    @BeforeEach
    void connected() {
        connections = new DynamoConnections(db.client(), db.table("ConnectionsTable"),
                Clock.fixed(NOW, ZoneOffset.UTC));
        connections.put(HOME);
    }

    @Test
    void joinedRoomIsFound() {
        var joined = new JoinedRoom(HOME.joining("project-9", Instant.MAX), OptionalLong.of(5));

        assertThat(connections.join(List.of(joined))).isTrue();

        assertThat(connections.find("c1", "project-9")).contains(joined);
        assertThat(connections.find("c1", "ticket-3")).isEmpty();
        assertThat(connections.find("c1")).contains(HOME);
    }

    @Test
    void rowsHaveTheDesignedNamesAndUnits() {
        connections
                .join(List.of(new JoinedRoom(HOME.joining("project-9", Instant.ofEpochSecond(4_102_488_060L)),
                        OptionalLong.of(5))));
        join("ticket-3");

        assertThat(row("c1").get("rooms").ss()).containsExactlyInAnyOrder("project-9", "ticket-3");
        assertThat(row("c1#project-9")).isEqualTo(Map.of("connection_id",
                AttributeValue.fromS("c1#project-9"), "room_id", AttributeValue.fromS("project-9"), "user_id",
                AttributeValue.fromS("7"), "connected_at", AttributeValue.fromN("4102488000000"),
                "expires_at", AttributeValue.fromN("4102488060"), "token_issued_at",
                AttributeValue.fromN("5")));
        assertThat(row("c1#ticket-3")).doesNotContainKey("token_issued_at");
    }

    @Test
    void whoIsNotStoredJoinsNothing() {
        var stranger = Connection.since(NOW, "c2", "acme", "7").joining("project-9", Instant.MAX);

        assertThat(connections.join(List.of(new JoinedRoom(stranger, OptionalLong.empty())))).isFalse();

        assertThat(connections.find("c2", List.of("project-9")))
                .isEqualTo(new ConnectionRooms(Optional.empty(), Set.of(), Set.of()));
    }

    @Test
    void roomHasThoseWhoJoinedItAmongThoseAtHome() {
        var other = Connection.since(NOW, "c2", "project-9", "8");
        connections.put(other);
        join("project-9");

        assertThat(connections.inRoom("project-9", Optional.empty(), 10).live())
                .containsExactly(HOME.joining("project-9", Instant.MAX), other);
        assertThat(connections.ofUser("project-9", "7").live()).extracting(Connection::home)
                .containsExactly(false);
        assertThat(connections.inAllRooms()).containsExactlyInAnyOrder(HOME, other);
    }

    @Test
    void pagesGoOnBehindOneThatJoined() {
        var room = "室#" + "x".repeat(200);
        for (int i = 0; i < 5; i++) {
            connections.put(Connection.since(NOW, "p" + i, "acme", "7"));
            connections.join(List.of(new JoinedRoom(
                    Connection.since(NOW, "p" + i, "acme", "7").joining(room, Instant.MAX),
                    OptionalLong.empty())));
        }
        var first = connections.inRoom(room, Optional.empty(), 2);
        var second = connections.inRoom(room, first.next(), 2);
        var third = connections.inRoom(room, second.next(), 2);

        assertThat(third.next()).isEmpty();
        assertThat(List.of(first, second, third)).flatExtracting(Page::live).extracting(Connection::id)
                .containsExactlyInAnyOrder("p0", "p1", "p2", "p3", "p4");
    }

    @Test
    void lookTogetherTellsWhatIsStoredAndWhatIsAskedFor() {
        join("project-9");
        join("ticket-3");
        expired("ticket-4");

        assertThat(connections.find("c1", List.of("project-9", "ticket-4", "never")))
                .isEqualTo(new ConnectionRooms(Optional.of(HOME), Set.of("project-9", "ticket-3", "ticket-4"),
                        Set.of("project-9")));
    }

    @Test
    void leftRoomIsForgottenAndTheOthersStay() {
        join("project-9");
        join("ticket-3");

        connections.leave("c1", "project-9");
        connections.leave("c1", "project-9");
        connections.leave("c2", "project-9");

        assertThat(connections.find("c1", List.of("project-9", "ticket-3"))).isEqualTo(
                new ConnectionRooms(Optional.of(HOME), Set.of("ticket-3"), Set.of("ticket-3")));
        assertThat(row("c2")).isEmpty();
    }

    @Test
    void removedConnectionIsGoneFromAllItsRooms() {
        IntStream.range(0, Connections.MOST_ROOMS).forEach(i -> join("room-" + i));

        connections.remove("c1");

        assertThat(db.client().scan(scan -> scan.tableName(db.table("ConnectionsTable"))).items()).isEmpty();
    }

    @Test
    void rowOfWhichTheHomeRowDoesNotKnowIsRemovedWithIt() {
        join("project-9");
        connections.put(HOME);
        join("ticket-3");

        connections.remove(HOME.joining("project-9", Instant.MAX));

        assertThat(db.client().scan(scan -> scan.tableName(db.table("ConnectionsTable"))).items()).isEmpty();
    }

    @Test
    void whatIsSpentIsCountedAtHomeWhateverIsJoined() {
        connections.spend("c1", 0, 500);
        join("project-9");

        assertThat(connections.spend("c1", 0, 700)).hasValue(500);
    }

    @Test
    void missingTableIsNamedWithConnectionAndRoom() {
        var connections = new DynamoConnections(db.client(), "no-such-table", Clock.systemUTC());

        assertThatThrownBy(
                () -> connections.join(List
                        .of(new JoinedRoom(HOME.joining("project-9", Instant.MAX), OptionalLong.empty()))))
                .isInstanceOf(ConnectionsException.class)
                .hasMessageStartingWith(
                        "Could not put connection c1 into rooms [project-9] in table no-such-");
        assertThatThrownBy(() -> connections.leave("c1", "project-9"))
                .isInstanceOf(ConnectionsException.class)
                .hasMessageContaining("remove connection c1 from room project-9");
        assertThatThrownBy(() -> connections.find("c1", List.of("project-9")))
                .isInstanceOf(ConnectionsException.class)
                .hasMessageContaining("find connection c1 in its rooms");
    }

    private void join(String room) {
        connections.join(List.of(new JoinedRoom(HOME.joining(room, Instant.MAX), OptionalLong.empty())));
    }

    private void expired(String room) {
        connections.join(List.of(new JoinedRoom(HOME.joining(room, NOW), OptionalLong.empty())));
    }

    private static Map<String, AttributeValue> row(String key) {
        return db.client().getItem(get -> get.tableName(db.table("ConnectionsTable"))
                .key(Map.of("connection_id", AttributeValue.fromS(key)))).item();
    }
}

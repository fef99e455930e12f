package hermes.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import hermes.common.Connection;
import hermes.common.DynamoConnections;
import hermes.common.JoinedRoom;
import hermes.local.DynamoDbExtension;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.DeleteConnectionRequest;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.GoneException;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.LimitExceededException;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.PostToConnectionRequest;

/** With DynamoDB Local; what API Gateway does is pretended, and real in ConnectionsPerUserIT. */
class ConnectionBoundTest {

    /** In the future, because DynamoDB Local really deletes rows whose time to live is over. */
    private static final Instant NOW = Instant.parse("2100-01-01T12:00:00Z");
    private static final int MOST = 3;

    @RegisterExtension
    static final DynamoDbExtension db = new DynamoDbExtension();

    private final List<String> calls = new ArrayList<>();
    private final List<String> log = new ArrayList<>();
    private final Set<String> gone = new HashSet<>();
    private final Set<String> slow = new HashSet<>();
    private final Set<String> unreachable = new HashSet<>();
    private DynamoConnections connections;
    private ConnectionBound bound;

    @BeforeEach
    void onARealTable() {
        var clock = Clock.fixed(NOW, ZoneOffset.UTC);
        connections = new DynamoConnections(db.client(), db.table("ConnectionsTable"), clock);
        bound = new ConnectionBound(connections, MOST, new Closing(this::gateway), clock);
    }

    @Test
    void asManyAsAreAllowedStay() {
        opened("a", 3);
        opened("b", 2);
        opened("c", 1);

        assertThat(calls).isEmpty();
        assertThat(rows()).containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void oldestIsToldWhyAndClosedAndForgotten() {
        opened("b", 20);
        opened("a", 30);
        opened("c", 10);
        opened("d", 0);

        assertThat(calls).hasSize(2);
        assertThat(calls.getFirst()).isEqualTo(
                "post a {\"data\":{},\"close\":{\"code\":\"too_many_connections\",\"return\":\"no\","
                        + "\"message\":\"This user has opened more connections to this room than are allowed; the oldest is closed\"}}");
        assertThat(calls.getLast()).isEqualTo("delete a");
        assertThat(rows()).containsExactlyInAnyOrder("b", "c", "d");
        assertThat(log).containsExactly("Closed connection a of user 7 in room acme: expected at most 3.");
    }

    @Test
    void whoReadsTooSlowlyToBeToldIsClosedAllTheSame() {
        slow.add("a");
        opened("a", 4);
        opened("b", 3);
        opened("c", 2);
        opened("d", 1);

        assertThat(calls).containsExactly("delete a");
        assertThat(rows()).doesNotContain("a");
    }

    @Test
    void othersOfTheRoomAndTheUsersOtherRoomsAreLeftAlone() {
        put("other-user", "acme", "8", 40);
        put("other-room", "elsewhere", "7", 40);
        opened("a", 3);
        opened("b", 2);
        opened("c", 1);

        assertThat(calls).isEmpty();
    }

    @Test
    void connectionsThatHaveJoinedTheRoomDoNotCount() {
        for (var id : List.of("x", "y", "z")) {
            put(id, "elsewhere", "7", 40);
            connections.join(List.of(new JoinedRoom(
                    connections.find(id).orElseThrow().joining("acme", Instant.MAX), OptionalLong.empty())));
        }
        opened("a", 3);
        opened("b", 2);
        opened("c", 1);

        assertThat(calls).isEmpty();
    }

    @Test
    void whoIsClosedIsForgottenInAllRooms() {
        opened("a", 30);
        connections.join(List.of(new JoinedRoom(
                connections.find("a").orElseThrow().joining("elsewhere", Instant.MAX),
                OptionalLong.empty())));
        opened("b", 20);
        opened("c", 10);
        opened("d", 0);

        assertThat(connections.ofUser("elsewhere", "7").live()).isEmpty();
    }

    @Test
    void whoComesIsNotClosedEvenIfItsClockIsBehind() {
        opened("a", 3);
        opened("b", 2);
        opened("c", 1);
        opened("late", 60);

        assertThat(rows()).containsExactlyInAnyOrder("late", "b", "c");
    }

    @Test
    void rowOfOneThatIsGoneIsForgottenAndThatOfOneThatIsAboutToOpenIsNot() {
        gone.addAll(Set.of("old", "young"));
        opened("old", 5);
        put("young", "acme", "7", 0);
        opened("b", 0);
        opened("c", 0);
        assertThat(rows()).containsExactlyInAnyOrder("young", "b", "c");

        bound = new ConnectionBound(connections, 1, new Closing(this::gateway),
                Clock.fixed(NOW, ZoneOffset.UTC));
        opened("d", 0);
        assertThat(rows()).containsExactlyInAnyOrder("young", "d");
    }

    @Test
    void loweredBoundIsReachedByTheHandshakesThatComeTenAtATime() {
        IntStream.range(0, 30).forEach(i -> put("c" + i, "acme", "7", 100 - i));

        opened("x", 0);
        assertThat(rows()).hasSize(21).doesNotContain("c0", "c9").contains("c10");
        opened("y", 0);
        opened("z", 0);
        assertThat(rows()).hasSize(MOST).contains("z");
    }

    @Test
    void oneThatCannotBeClosedStopsNobodyAndIsTriedAgainByTheNext() {
        unreachable.add("a");
        opened("a", 4);
        opened("b", 3);
        opened("c", 2);
        opened("d", 1);
        assertThat(rows()).contains("a");
        assertThat(log).singleElement().asString().startsWith(
                "Connection a of user 7 in room acme is one too many and could not be closed: ");

        unreachable.clear();
        opened("e", 0);
        assertThat(rows()).containsExactlyInAnyOrder("c", "d", "e");
    }

    private void opened(String id, int minutesAgo) {
        bound.enforce(put(id, "acme", "7", minutesAgo), log::add);
    }

    private Connection put(String id, String room, String user, int minutesAgo) {
        var connection = Connection.since(NOW.minus(Duration.ofMinutes(minutesAgo)), id, room, user);
        connections.put(connection);
        return connection;
    }

    private List<String> rows() {
        return connections.inRoom("acme", Optional.empty(), 100).live().stream().map(Connection::id).toList();
    }

    private ApiGatewayManagementApiClient gateway() {
        return mock(ApiGatewayManagementApiClient.class, invocation -> {
            if (invocation.getMethod().getName().equals("postToConnection")) {
                Consumer<PostToConnectionRequest.Builder> made = invocation.getArgument(0);
                var post = PostToConnectionRequest.builder().applyMutation(made).build();
                call("post", post.connectionId(), " " + post.data().asUtf8String());
            } else {
                Consumer<DeleteConnectionRequest.Builder> made = invocation.getArgument(0);
                call("delete", DeleteConnectionRequest.builder().applyMutation(made).build().connectionId(),
                        "");
            }
            return null;
        });
    }

    private void call(String name, String connection, String body) {
        if (gone.contains(connection)) {
            throw GoneException.builder().message("gone").build();
        }
        if (unreachable.contains(connection)) {
            throw SdkClientException.create("connection reset");
        }
        if (slow.contains(connection) && name.equals("post")) {
            throw LimitExceededException.builder().statusCode(429).message("too slow").build();
        }
        calls.add(name + " " + connection + body);
    }
}

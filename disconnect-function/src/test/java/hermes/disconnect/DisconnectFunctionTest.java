package hermes.disconnect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent.RequestContext;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import hermes.common.Connection;
import hermes.common.Connections;
import hermes.common.ConnectionsException;
import hermes.common.DynamoConnections;
import hermes.common.JoinedRoom;
import hermes.local.DynamoDbExtension;
import hermes.testing.RecordedEvents;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class DisconnectFunctionTest {
    private static final String ID = "Wny0-YAw2ZECQoE=";

    @RegisterExtension
    static final DynamoDbExtension db = new DynamoDbExtension();

    private Connections connections;
    private DisconnectFunction function;

    @BeforeEach
    void onARealTable() {
        connections = new DynamoConnections(db.client(), db.table("ConnectionsTable"), Clock.systemUTC());
        function = new DisconnectFunction(connections);
    }

    @ParameterizedTest
    @ValueSource(strings = {"disconnect", "disconnect-tab-closed", "disconnect-idle", "disconnect-by-server"})
    void connectionIsForgottenWhateverEndedIt(String name) throws IOException {
        connections.put(Connection.since(Instant.now(), ID, "acme", "7"));

        assertThat(function.answer(event(name)).getStatusCode()).isEqualTo(200);

        assertThat(connections.find(ID)).isEmpty();
    }

    @Test
    void connectionIsForgottenInAllRoomsThatItHasJoined() throws IOException {
        var connection = Connection.since(Instant.now(), ID, "acme", "7");
        connections.put(connection);
        for (var room : List.of("project-9", "室#1")) {
            connections.join(
                    List.of(new JoinedRoom(connection.joining(room, Instant.MAX), OptionalLong.empty())));
        }

        function.answer(event("disconnect"));

        assertThat(db.client().scan(scan -> scan.tableName(db.table("ConnectionsTable"))).items()).isEmpty();
    }

    @Test
    void otherConnectionsOfTheUserStay() throws IOException {
        connections.put(Connection.since(Instant.now(), "other", "acme", "7"));

        function.answer(event("disconnect"));

        assertThat(connections.find("other")).isPresent();
    }

    @Test
    void missingRowIsASuccessHoweverOften() throws IOException {
        assertThat(function.answer(event("disconnect")).getStatusCode()).isEqualTo(200);
        assertThat(function.answer(event("disconnect")).getStatusCode()).isEqualTo(200);
    }

    @Test
    void failureOfDynamoDbIsThrownForLambdaToCount() throws IOException {
        var event = event("disconnect");
        var failure = SdkClientException.create("connection reset");
        var dynamoDb = mock(DynamoDbClient.class, _ -> {
            throw failure;
        });
        var function = new DisconnectFunction(
                new DynamoConnections(dynamoDb, "connections", Clock.systemUTC()));

        assertThatThrownBy(() -> function.answer(event)).isInstanceOf(ConnectionsException.class)
                .hasMessageContaining("remove connection " + ID).hasCause(failure);
    }

    @Test
    void constructorWithoutConfigurationNamesTheMissingVariable() {
        assertThatThrownBy(DisconnectFunction::new).hasMessageStartingWith("CONNECTIONS_TABLE is not set");
    }

    @Test
    void streamOfTheRuntimeIsAnswered() throws IOException {
        connections.put(Connection.since(Instant.now(), ID, "acme", "7"));
        var answer = new ByteArrayOutputStream();

        function.handleRequest(RecordedEvents.open("disconnect.json"), answer, null);

        assertThat(answer).hasToString("{\"statusCode\":200}");
        assertThat(connections.find(ID)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("hermes.testing.RecordedEvents#names")
    void eventIsReadAsTheRuntimeReadsIt(String name) throws IOException {
        var read = DisconnectFunction.event(RecordedEvents.open(name));
        var runtime = JacksonFactory.getInstance().getSerializer(APIGatewayV2WebSocketEvent.class)
                .fromJson(RecordedEvents.open(name));

        assertThat(connection(read)).isEqualTo(connection(runtime));
    }

    private static Optional<String> connection(APIGatewayV2WebSocketEvent event) {
        return Optional.ofNullable(event.getRequestContext()).map(RequestContext::getConnectionId);
    }

    private static APIGatewayV2WebSocketEvent event(String name) throws IOException {
        return DisconnectFunction.event(RecordedEvents.open(name + ".json"));
    }
}

package hermes.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent;
import hermes.common.Connection;
import hermes.common.ConnectionsException;
import hermes.common.DynamoConnections;
import hermes.common.Environment;
import hermes.local.DynamoDbExtension;
import hermes.testing.Contract;
import hermes.testing.RecordedEvents;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;

class ConnectFunctionTest {

    /** In the future, because DynamoDB Local really deletes rows whose time to live is over. */
    private static final long CONNECTED_AT_MILLIS = 4102358400005L;

    @RegisterExtension
    static final DynamoDbExtension db = new DynamoDbExtension();

    private ConnectFunction function;

    @BeforeEach
    void onARealTable() {
        function = function(db.client(), db.table("ConnectionsTable"));
    }

    @Test
    void connectionIsStoredWithWhatTheAuthorizerAndTheGatewaySay() throws IOException {
        var response = function.answer(event(), null);

        assertThat(response.getStatusCode()).isEqualTo(200);
        assertThat(rows())
                .containsExactly(Map.of("connection_id", text("Wny0-YAw2ZECQoE="), "room_id", text("acme"),
                        "user_id", text("7"), "connected_at", number("4102358400005"), "expires_at",
                        number("4102366200")));
    }

    /** API Gateway may hand on the authorizer's text as a number. */
    @Test
    void connectionEndsWithItsToken() throws IOException {
        for (Object end : new Object[]{"4102358460", 4102358460L}) {
            var event = event();
            event.getRequestContext().getAuthorizer().put("expires_at", end);
            function.answer(event, null);

            assertThat(rows()).singleElement().satisfies(
                    row -> assertThat(row).containsEntry("expires_at", number("4102358460")));
        }
    }

    @Test
    void whatTheAuthorizerSaysIsReadByTheNamesOfTheContract() throws IOException {
        var event = event();
        event.getRequestContext()
                .setAuthorizer(new HashMap<>(Map.of(Contract.text("/tokens/context/user"), "8",
                        Contract.text("/tokens/context/room"), "beta",
                        Contract.text("/tokens/context/connection_end_seconds"), "4102358460")));
        function.answer(event, null);

        assertThat(rows().getFirst()).containsEntry("user_id", text("8"))
                .containsEntry("room_id", text("beta"))
                .containsEntry("expires_at", number("4102358460"));
    }

    @Test
    void tokenThatLivesLongerThanAConnectionDoesNotLengthenIt() throws IOException {
        var event = event();
        event.getRequestContext().getAuthorizer().put("expires_at", "4133980800");
        function.answer(event, null);

        assertThat(rows().getFirst()).containsEntry("expires_at", number("4102366200"));
    }

    @Test
    void offeredSubprotocolIsAcceptedAndTheTokenIsNot() throws IOException {
        var response = function.answer(recorded("connect-subprotocol.json"), null);

        assertThat(response.getStatusCode()).isEqualTo(200);
        assertThat(response.getHeaders()).isEqualTo(Map.of("Sec-WebSocket-Protocol", "hermes"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"chat", "hermes.token.a.b.c", "hermes2"})
    void whatWasNotOfferedIsNotAccepted(String offer) throws IOException {
        var event = event();
        event.setHeaders(Map.of("Sec-WebSocket-Protocol", offer));

        assertThat(function.answer(event, null).getHeaders()).isNull();
    }

    @Test
    void repeatedEventLeavesOneRow() throws IOException {
        function.answer(event(), null);
        function.answer(event(), null);

        assertThat(rows()).hasSize(1);
    }

    @Test
    void eventWithoutAuthorizerIsRefusedAndNothingStored() throws IOException {
        var event = event();
        event.getRequestContext().setAuthorizer(null);

        assertThatThrownBy(() -> function.answer(event, null)).isInstanceOf(NoPrincipalException.class)
                .hasMessage(
                        "Connection Wny0-YAw2ZECQoE= came without room_id from an authorizer; expected a text. "
                                + "Put the authorizer on $connect.");
        assertThat(rows()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"user_id", "room_id"})
    void eventWithHalfAPrincipalIsRefusedAndNothingStored(String part) throws IOException {
        for (Object wrong : new Object[]{null, "", 7}) {
            var event = event();
            event.getRequestContext().getAuthorizer().put(part, wrong);

            assertThatThrownBy(() -> function.answer(event, null))
                    .isInstanceOf(NoPrincipalException.class)
                    .hasMessageContaining(part);
        }
        assertThat(rows()).isEmpty();
    }

    @Test
    void failureOfDynamoDbRefusesTheConnection() throws IOException {
        var event = event();
        var throttled = ProvisionedThroughputExceededException.builder().message("slow down").build();

        for (var failure : List.of(throttled, SdkClientException.create("connection reset"))) {
            var dynamoDb = mock(DynamoDbClient.class, _ -> {
                throw failure;
            });
            var function = function(dynamoDb, "connections");

            assertThatThrownBy(() -> function.answer(event, null))
                    .isInstanceOf(ConnectionsException.class)
                    .hasMessageContaining("put connection Wny0-YAw2ZECQoE= in table connections")
                    .hasCause(failure);
        }
    }

    @Test
    void handshakeCostsOneWriteAndHalfAReadUnitHoweverManyAreConnected() throws IOException {
        var calls = new CountedCalls();
        try (var dynamoDb = calls.client(db.client())) {
            var function = function(dynamoDb, db.table("ConnectionsTable"));
            connectOthers(1_000);
            function.answer(event(), null);
        }

        assertThat(calls.units()).isEqualTo(Map.of("PutItem", 2.0, "Query", 0.5));
    }

    @Test
    void streamOfTheRuntimeIsAnsweredWithTheAcceptedSubprotocol() throws IOException {
        var answer = new ByteArrayOutputStream();

        function.handleRequest(RecordedEvents.open("connect-subprotocol.json"), answer, null);

        assertThat(answer)
                .hasToString("{\"statusCode\":200,\"headers\":{\"Sec-WebSocket-Protocol\":\"hermes\"}}");
    }

    @Test
    void constructorWithoutConfigurationNamesTheMissingVariable() {
        assertThatThrownBy(ConnectFunction::new)
                .hasMessageStartingWith("CONNECTIONS_TABLE is not set");
    }

    private static void connectOthers(int count) {
        var connections = new DynamoConnections(db.client(), db.table("ConnectionsTable"), Clock.systemUTC());
        IntStream.range(0, count).forEach(i -> connections
                .put(Connection.since(Instant.ofEpochMilli(CONNECTED_AT_MILLIS), "c" + i, "acme", "u" + i)));
    }

    private static ConnectFunction function(DynamoDbClient dynamoDb, String table) {
        return new ConnectFunction(
                new Environment(Map.of("CONNECTIONS_TABLE", table, "CONNECTIONS_PER_USER", "20",
                        "AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI", "http://localhost:1")),
                () -> dynamoDb, () -> {
                    throw new AssertionError("nothing is to be closed");
                });
    }

    private static APIGatewayV2WebSocketEvent event() throws IOException {
        return recorded("connect.json");
    }

    private static APIGatewayV2WebSocketEvent recorded(String name) throws IOException {
        var event = Exchange.event(RecordedEvents.open(name));
        event.getRequestContext().setConnectedAt(CONNECTED_AT_MILLIS);
        return event;
    }

    private static List<Map<String, AttributeValue>> rows() {
        return db.client().scan(r -> r.tableName(db.table("ConnectionsTable"))).items();
    }

    private static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    private static AttributeValue number(String value) {
        return AttributeValue.fromN(value);
    }
}

package hermes.connect;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent.RequestContext;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketResponse;
import hermes.common.AwsClients;
import hermes.common.Connection;
import hermes.common.Connections;
import hermes.common.DynamoConnections;
import hermes.common.Environment;
import hermes.common.Priming;
import hermes.common.Subprotocols;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Stores a connection on {@code $connect}, and closes the oldest of a user who has too many; a repeated event stores the
 * same row again. Thread-safe.
 *
 * <p>
 * What goes wrong is thrown: API Gateway then refuses the handshake with a 502, Lambda counts an error, and the
 * runtime logs the cause. A returned 500 would refuse as well, but no metric would show it.
 *
 * @see <a href=
 *      "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-route-keys-connect-disconnect.html">
 *      The $connect route</a>
 */
public final class ConnectFunction implements RequestStreamHandler {
    private static final int MOST_PER_USER = 200;

    private final Connections connections;
    private final ConnectionBound bound;

    /**
     * @throws hermes.common.InvalidEnvironmentException if {@code CONNECTIONS_TABLE}, {@code CONNECTIONS_PER_USER} (1 to
     *         200) or {@code AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI}, which the SDK reads, is not set or wrong
     */
    public ConnectFunction() {
        this(Environment.ofProcess(), AwsClients::dynamoDb, () -> Gateway.CLIENT);
        Priming.attempt(() -> connections.ofUser("priming", "priming"));
    }

    /** @param gateway gives the same client each time */
    ConnectFunction(Environment environment, Supplier<DynamoDbClient> dynamoDb,
            Supplier<ApiGatewayManagementApiClient> gateway) {
        var table = environment.required("CONNECTIONS_TABLE");
        int most = environment.requiredNumber("CONNECTIONS_PER_USER", 1, MOST_PER_USER);
        environment.required("AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI");
        var clock = Clock.systemUTC();
        this.connections = new DynamoConnections(dynamoDb.get(), table, clock);
        this.bound = new ConnectionBound(connections, most, new Closing(gateway), clock);
    }

    /**
     * @throws hermes.common.event.MalformedEventException if it is no event of a WebSocket API
     * @throws NoPrincipalException if the authorizer did not say who connects
     * @throws hermes.common.ConnectionsException if the connection cannot be stored
     */
    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
        Exchange.write(answer(Exchange.event(in), context), out);
    }

    APIGatewayV2WebSocketResponse answer(APIGatewayV2WebSocketEvent event, Context context) {
        var request = event.getRequestContext();
        var connection = Connection.since(Instant.ofEpochMilli(request.getConnectedAt()),
                request.getConnectionId(), principal(request, "room_id"), principal(request, "user_id"));
        connections.put(connection.endingBy(tokenEnd(request)));
        bound.enforce(connection, line -> context.getLogger().log(line));
        return accepted(Subprotocols.offeredIn(event.getHeaders(), event.getMultiValueHeaders()));
    }

    private static String principal(RequestContext request, String part) {
        Map<String, Object> authorizer = request.getAuthorizer();
        if (authorizer != null && authorizer.get(part) instanceof String value && !value.isEmpty()) {
            return value;
        }
        throw new NoPrincipalException(request.getConnectionId(), part);
    }

    /** Whether API Gateway keeps the authorizer's text a text is not documented. One of an older version says nothing. */
    private static Instant tokenEnd(RequestContext request) {
        return Optional.ofNullable(request.getAuthorizer().get("expires_at")).map(Object::toString)
                .map(Long::parseLong).map(Instant::ofEpochSecond).orElse(Instant.MAX);
    }

    /** Only what was offered may be answered, and browsers refuse an answer that passes over their offer. */
    private static APIGatewayV2WebSocketResponse accepted(Subprotocols offered) {
        var response = new APIGatewayV2WebSocketResponse();
        response.setStatusCode(200);
        if (offered.haveHermes()) {
            response.setHeaders(Map.of(Subprotocols.HEADER, Subprotocols.HERMES));
        }
        return response;
    }

    /** Hardly any handshake needs it, and its classes would make a cold start longer. */
    private static final class Gateway {
        static final ApiGatewayManagementApiClient CLIENT = AwsClients
                .configured(ApiGatewayManagementApiClient.builder()).build();
    }
}

package hermes.disconnect;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketResponse;
import hermes.common.AwsClients;
import hermes.common.Connections;
import hermes.common.DynamoConnections;
import hermes.common.Environment;
import hermes.common.Priming;
import java.time.Clock;

/**
 * Forgets a connection on {@code $disconnect}; one that is forgotten already is a success. Stateless.
 *
 * <p>
 * API Gateway ignores the answer and does not promise the event, so a failure is thrown only for Lambda to count
 * and log it: the row is removed by the first post that finds nobody, or by its expiry.
 *
 * @see <a href=
 *      "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-route-keys-connect-disconnect.html">
 *      The $disconnect route</a>
 */
public final class DisconnectFunction
        implements
            RequestHandler<APIGatewayV2WebSocketEvent, APIGatewayV2WebSocketResponse> {
    private final Connections connections;

    /** @throws hermes.common.InvalidEnvironmentException if {@code CONNECTIONS_TABLE} is not set */
    public DisconnectFunction() {
        var table = Environment.ofProcess().required("CONNECTIONS_TABLE");
        this(new DynamoConnections(AwsClients.dynamoDb(), table, Clock.systemUTC()));
        Priming.attempt(() -> connections.find("priming"));
    }

    DisconnectFunction(Connections connections) {
        this.connections = connections;
    }

    /** @throws hermes.common.ConnectionsException if the connection cannot be removed */
    @Override
    public APIGatewayV2WebSocketResponse handleRequest(APIGatewayV2WebSocketEvent event, Context context) {
        connections.remove(event.getRequestContext().getConnectionId());
        var response = new APIGatewayV2WebSocketResponse();
        response.setStatusCode(200);
        return response;
    }
}

package hermes.disconnect;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent.RequestContext;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketResponse;
import hermes.common.AwsClients;
import hermes.common.Connections;
import hermes.common.DynamoConnections;
import hermes.common.Environment;
import hermes.common.Priming;
import hermes.common.event.AnswerWriter;
import hermes.common.event.EventReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.util.Map;

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
public final class DisconnectFunction implements RequestStreamHandler {
    private final Connections connections;

    /** @throws hermes.common.InvalidEnvironmentException if {@code CONNECTIONS_TABLE} is not set */
    public DisconnectFunction() {
        var table = Environment.ofProcess().required("CONNECTIONS_TABLE");
        this(new DynamoConnections(AwsClients.dynamoDb(), table, Clock.systemUTC()));
        // Nothing changes: no connection has this id.
        Priming.attempt(() -> connections.remove("priming"));
    }

    DisconnectFunction(Connections connections) {
        this.connections = connections;
    }

    /**
     * @throws hermes.common.event.MalformedEventException if it is no event of a WebSocket API
     * @throws hermes.common.ConnectionsException if the connection cannot be removed
     */
    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
        AnswerWriter.write(Map.of("statusCode", answer(event(in)).getStatusCode()), out);
    }

    APIGatewayV2WebSocketResponse answer(APIGatewayV2WebSocketEvent event) {
        connections.remove(event.getRequestContext().getConnectionId());
        var response = new APIGatewayV2WebSocketResponse();
        response.setStatusCode(200);
        return response;
    }

    /** Reads what is used of it. */
    static APIGatewayV2WebSocketEvent event(InputStream in) throws IOException {
        var event = new APIGatewayV2WebSocketEvent();
        EventReader.read(in, (name, value) -> {
            if (name.equals("requestContext")) {
                event.setRequestContext(requestContext(value));
            }
        });
        return event;
    }

    private static RequestContext requestContext(EventReader members) throws IOException {
        var context = new RequestContext();
        boolean present = members.object((name, value) -> {
            if (name.equals("connectionId")) {
                context.setConnectionId(value.text());
            }
        });
        return present ? context : null;
    }
}

package hermes.send.delivery;

import hermes.common.LastFrame;
import hermes.send.invocation.Invocation;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.GoneException;

/**
 * Ends connections that have outlived their token, and tells their clients to come back with another. Thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-how-to-call-websocket-api-connections.html">
 *      {@code @connections}</a>
 */
public final class Dismissals {
    private static final SdkBytes TOKEN_EXPIRED = SdkBytes.fromUtf8String(LastFrame.TOKEN_EXPIRED.json());

    private final ApiGatewayManagementApiClient gateway;
    private final ConnectionSender turns;

    /** @param turns whose posts go by the same gateway */
    public Dismissals(ApiGatewayManagementApiClient gateway, ConnectionSender turns) {
        this.gateway = gateway;
        this.turns = turns;
    }

    /** Does not throw: what cannot be closed now hears nothing any more, and is refused whatever it sends. */
    public void dismiss(String connection, Invocation invocation) {
        if (!turns.inTurn(invocation, () -> sayWhy(connection, invocation))
                || !turns.inTurn(invocation, () -> close(connection, invocation))) {
            invocation.log().warn("not_closed", line -> line.text("connection_id", connection)
                    .text("reason", "the invocation ran out of time"));
        }
    }

    private void close(String connection, Invocation invocation) {
        try {
            gateway.deleteConnection(r -> r.connectionId(connection));
            invocation.log().info("token_expired", line -> line.text("connection_id", connection));
        } catch (GoneException _) {
            // It has ended by itself.
        } catch (SdkException e) {
            invocation.log().error("not_closed", e, line -> line.text("connection_id", connection));
        }
    }

    /** A client that does not get it, because it reads too slowly, say, must be closed all the same. */
    private void sayWhy(String connection, Invocation invocation) {
        try {
            gateway.postToConnection(r -> r.connectionId(connection).data(TOKEN_EXPIRED));
        } catch (SdkException e) {
            invocation.log().warn("last_frame_not_sent", line -> line.text("connection_id", connection)
                    .text("reason", e.toString()));
        }
    }
}

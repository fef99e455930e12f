package hermes.connect;

import hermes.common.LastFrame;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.GoneException;

/**
 * Ends connections by API Gateway's {@code @connections}, after a last frame that says why. Thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-how-to-call-websocket-api-connections.html">
 *      {@code @connections}</a>
 */
final class Closing {

    private static final SdkBytes LAST_FRAME = SdkBytes
            .fromUtf8String(LastFrame.TOO_MANY_CONNECTIONS.json());

    private final Supplier<ApiGatewayManagementApiClient> gateway;

    /** @param gateway is asked when there is something to close, and gives the same client each time */
    Closing(Supplier<ApiGatewayManagementApiClient> gateway) {
        this.gateway = gateway;
    }

    /**
     * @return false if there is no such connection, no longer or not yet
     * @throws software.amazon.awssdk.core.exception.SdkException if API Gateway does not answer or refuses
     */
    boolean close(String connection) {
        try {
            sayWhy(connection);
            gateway.get().deleteConnection(delete -> delete.connectionId(connection));
            return true;
        } catch (GoneException _) {
            return false;
        }
    }

    /** Who does not read, or reads too slowly, must be closed all the same. */
    private void sayWhy(String connection) {
        try {
            gateway.get().postToConnection(post -> post.connectionId(connection).data(LAST_FRAME));
        } catch (GoneException e) {
            throw e;
        } catch (SdkServiceException _) {
            // It will see that the connection ends, and not why.
        }
    }
}

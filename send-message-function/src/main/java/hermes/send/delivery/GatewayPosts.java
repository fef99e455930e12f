package hermes.send.delivery;

import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;

/**
 * Posts through API Gateway's {@code @connections}. Thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-how-to-call-websocket-api-connections.html">
 *      {@code @connections}</a>
 */
public final class GatewayPosts implements Posts {
    private static final int FORBIDDEN = 403;
    private static final int GONE = 410;
    private static final int THROTTLED = 429;
    private static final int SERVER_ERROR = 500;

    private final ApiGatewayManagementApiClient gateway;

    /** @param gateway must not retry by itself: whoever calls this decides about that */
    public GatewayPosts(ApiGatewayManagementApiClient gateway) {
        this.gateway = gateway;
    }

    @Override
    public PostOutcome post(String connection, byte[] frame) {
        try {
            gateway.postToConnection(
                    r -> r.connectionId(connection).data(SdkBytes.fromByteArrayUnsafe(frame)));
            return new PostOutcome.Delivered();
        } catch (SdkServiceException e) {
            return answered(e);
        } catch (SdkException e) {
            // No answer: it may have arrived all the same. The client drops what it has already.
            return new PostOutcome.Failed(e.toString(), true);
        }
    }

    private static PostOutcome answered(SdkServiceException e) {
        return switch (e.statusCode()) {
            case GONE -> new PostOutcome.Gone();
            case THROTTLED -> new PostOutcome.Throttled();
            // A role that was just deployed takes moments to be known everywhere.
            case FORBIDDEN -> new PostOutcome.Failed(e.toString(), true);
            default -> new PostOutcome.Failed(e.toString(), e.statusCode() >= SERVER_ERROR);
        };
    }
}

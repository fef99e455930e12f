package hermes.local.gateway;

import hermes.local.endpoint.AwsCall.Access;
import hermes.local.endpoint.AwsError;
import hermes.local.endpoint.AwsRequest;
import hermes.local.endpoint.AwsService;
import hermes.local.stack.Json;
import hermes.local.stack.StackIdentity;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The WebSocket API's {@code @connections}, answered by the gateway.
 *
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-control-access-iam.html">
 *      Permissions for {@code @connections}</a>
 */
public final class ManagementService implements AwsService {

    private static final HttpString ERROR_TYPE = new HttpString("x-amzn-errortype");

    private final StackIdentity stack;
    private final String apiId;
    private final CompletableFuture<HttpHandler> management;

    /** @param management requests wait until it has started */
    public ManagementService(StackIdentity stack, String apiId, CompletableFuture<HttpHandler> management) {
        this.stack = stack;
        this.apiId = apiId;
        this.management = management;
    }

    @Override
    public String operation(AwsRequest request) {
        return switch (request.method()) {
            case "POST" -> "PostToConnection";
            case "GET" -> "GetConnection";
            case "DELETE" -> "DeleteConnection";
            default -> "";
        };
    }

    @Override
    public List<Access> accesses(AwsRequest request, String operation) {
        int stageEnd = request.path().indexOf('/', 1);
        if (stageEnd < 0) {
            return List.of();
        }
        String resource = apiId + request.path().substring(0, stageEnd) + "/" + request.method()
                + request.path().substring(stageEnd);
        return List.of(new Access("execute-api:ManageConnections", stack.arn("execute-api", resource)));
    }

    @Override
    public boolean readsBodyItself() {
        return true;
    }

    /** Only for its start. */
    @Override
    public boolean mayWait() {
        return !management.isDone();
    }

    @Override
    public void answer(HttpServerExchange exchange, AwsRequest request) throws IOException {
        try {
            management.join().handleRequest(exchange);
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("the management API failed for " + request.path(), e);
        }
    }

    @Override
    public void fail(HttpServerExchange exchange, AwsError error) {
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json").put(ERROR_TYPE,
                error.code());
        byte[] body = Json.bytes(Json.object().put("message", error.message()));
        exchange.setStatusCode(error.status()).getResponseSender().send(ByteBuffer.wrap(body));
    }
}

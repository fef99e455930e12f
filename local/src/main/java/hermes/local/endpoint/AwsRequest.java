package hermes.local.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import hermes.local.stack.Json;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.util.Optional;

/**
 * A signed request. The signature is not verified, as there is nothing to protect on one machine.
 *
 * @param accessKeyId of the signer
 * @param service that the signature is for
 * @param target operation of the JSON protocols, as {@code DynamoDB_20120810.GetItem}, or empty
 */
public record AwsRequest(String accessKeyId, String service, String method, String path, String target,
        byte[] body) {

    private static final byte[] NO_BODY = {};
    private static final HttpString TARGET = new HttpString("X-Amz-Target");

    /** @return the request without its body; empty if it is not signed */
    static Optional<AwsRequest> headOf(HttpServerExchange exchange) {
        HeaderMap headers = exchange.getRequestHeaders();
        String authorization = Optional.ofNullable(headers.getFirst(Headers.AUTHORIZATION)).orElse("");
        String target = Optional.ofNullable(headers.getFirst(TARGET)).orElse("");
        return CredentialScope.in(authorization).map(scope -> new AwsRequest(scope.accessKeyId(),
                scope.service(), exchange.getRequestMethod().toString(), exchange.getRequestPath(), target,
                NO_BODY));
    }

    public AwsRequest withBody(byte[] read) {
        return new AwsRequest(accessKeyId, service, method, path, target, read);
    }

    /** What follows the dot of the target. */
    public String targetOperation() {
        return target.substring(target.lastIndexOf('.') + 1);
    }

    /** The body, or an empty object if it is not JSON. */
    public JsonNode json() {
        return Json.parse(body).orElseGet(Json::object);
    }
}

package hermes.local.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import hermes.local.stack.Json;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A signed request. The signature is not verified, as there is nothing to protect on one machine.
 *
 * @param accessKeyId of the signer
 * @param service that the signature is for
 * @param target operation of the JSON protocols, as {@code DynamoDB_20120810.GetItem}, or empty
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-signing-elements.html">Signature
 *      elements</a>
 */
public record AwsRequest(String accessKeyId, String service, String method, String path, String target,
        byte[] body) {

    private static final Pattern CREDENTIAL = Pattern
            .compile("Credential=([^/,]+)/\\d{8}/[^/]+/([^/]+)/aws4_request");

    /** @return the request without its body; empty if it is not signed */
    static Optional<AwsRequest> headOf(HttpServerExchange exchange) {
        HeaderMap headers = exchange.getRequestHeaders();
        String authorization = Optional.ofNullable(headers.getFirst(Headers.AUTHORIZATION)).orElse("");
        Matcher credential = CREDENTIAL.matcher(authorization);
        if (!credential.find()) {
            return Optional.empty();
        }
        String target = Optional.ofNullable(headers.getFirst("X-Amz-Target")).orElse("");
        return Optional.of(new AwsRequest(credential.group(1), credential.group(2),
                exchange.getRequestMethod().toString(), exchange.getRequestPath(), target, new byte[0]));
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

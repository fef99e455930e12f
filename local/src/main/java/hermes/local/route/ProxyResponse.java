package hermes.local.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import hermes.local.stack.Json;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a function behind a proxy integration returned.
 *
 * @param headers by name in any case
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-output-format">Output format</a>
 */
public record ProxyResponse(int statusCode, Map<String, String> headers, Optional<String> body) {

    private static final Set<String> MEMBERS = Set.of("isBase64Encoded", "statusCode", "headers",
            "multiValueHeaders",
            "body");

    /**
     * @throws Malformed with what is wrong. A status code as text is refused, for nobody has seen AWS take it on a
     *     WebSocket API; so is a body in base 64, as such an API has no binary messages.
     */
    static ProxyResponse parse(byte[] payload) {
        JsonNode answer = Json.parse(payload).orElse(MissingNode.getInstance());
        require(answer.isObject(), "it is not a JSON object");
        answer.fieldNames().forEachRemaining(
                name -> require(MEMBERS.contains(name), "it has an unknown member " + name));
        JsonNode status = answer.path("statusCode");
        require(status.canConvertToInt() && status.isIntegralNumber(), "its statusCode is not a number");
        require(status.intValue() >= 200 && status.intValue() <= 599,
                "its statusCode is not between 200 and 599");
        JsonNode body = answer.path("body");
        require(isAbsent(body) || body.isTextual(), "its body is not a text");
        require(!answer.path("isBase64Encoded").asBoolean(), "its body is in base 64");
        return new ProxyResponse(status.intValue(), headers(answer.path("headers")),
                Optional.ofNullable(body.textValue()));
    }

    public boolean isSuccess() {
        return statusCode < 300;
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    private static Map<String, String> headers(JsonNode node) {
        require(isAbsent(node) || node.isObject(), "its headers are not an object");
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        node.properties().forEach(header -> {
            require(header.getValue().isValueNode(), "its header " + header.getKey() + " is not a text");
            require(header.getValue().asText().chars().noneMatch(Character::isISOControl),
                    "its header " + header.getKey() + " has control characters");
            headers.put(header.getKey(), header.getValue().asText());
        });
        return headers;
    }

    private static boolean isAbsent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }

    private static void require(boolean rule, String violation) {
        if (!rule) {
            throw new Malformed("the function's answer is no proxy response: " + violation);
        }
    }

    /** A function returned what is not a proxy response. */
    static final class Malformed extends RuntimeException {

        private static final long serialVersionUID = 1;

        Malformed(String message) {
            super(message);
        }
    }
}

package hermes.local.handshake;

import java.util.Optional;

/**
 * A part of the handshake that an authorizer needs: without it, the authorizer is not even asked.
 *
 * @see <a href="https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-authorizers-authorizerid.html">identitySource</a>
 */
sealed interface IdentitySource {

    record Header(String name) implements IdentitySource {}

    record QueryParameter(String name) implements IdentitySource {}

    /** @throws IllegalArgumentException if it is neither a header nor a query parameter */
    static IdentitySource parse(String expression) {
        String header = "route.request.header.";
        String parameter = "route.request.querystring.";
        if (expression.startsWith(header) && expression.length() > header.length()) {
            return new Header(expression.substring(header.length()));
        }
        if (expression.startsWith(parameter) && expression.length() > parameter.length()) {
            return new QueryParameter(expression.substring(parameter.length()));
        }
        throw new IllegalArgumentException(
                "Identity source " + expression + " is not emulated: only " + header + "Name and "
                        + parameter + "name are");
    }

    default boolean isIn(UpgradeRequest request) {
        Optional<String> value = switch (this) {
            case Header(String name) -> request.header(name);
            case QueryParameter(String name) -> request.queryParameter(name);
        };
        return value.filter(text -> !text.isBlank()).isPresent();
    }
}

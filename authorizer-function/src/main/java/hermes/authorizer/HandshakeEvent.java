package hermes.authorizer;

import com.amazonaws.services.lambda.runtime.events.APIGatewayCustomAuthorizerEvent;
import java.util.List;
import java.util.Map;

/**
 * What API Gateway hands to the authorizer of {@code $connect}, with the members that the library's class lacks.
 * Mutable, as Lambda's runtime fills it; a member that did not come is null.
 */
public final class HandshakeEvent extends APIGatewayCustomAuthorizerEvent {
    private Map<String, List<String>> multiValueHeaders;
    private Map<String, List<String>> multiValueQueryStringParameters;

    public Map<String, List<String>> getMultiValueHeaders() {
        return multiValueHeaders;
    }

    public void setMultiValueHeaders(Map<String, List<String>> multiValueHeaders) {
        this.multiValueHeaders = multiValueHeaders;
    }

    public Map<String, List<String>> getMultiValueQueryStringParameters() {
        return multiValueQueryStringParameters;
    }

    public void setMultiValueQueryStringParameters(
            Map<String, List<String>> multiValueQueryStringParameters) {
        this.multiValueQueryStringParameters = multiValueQueryStringParameters;
    }
}

package hermes.authorizer;

import com.amazonaws.services.lambda.runtime.events.APIGatewayCustomAuthorizerEvent;
import hermes.common.event.EventReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

/**
 * What API Gateway hands to the authorizer of {@code $connect}, with the members that the library's class lacks.
 * Mutable; a member that did not come is null.
 */
final class HandshakeEvent extends APIGatewayCustomAuthorizerEvent {
    private Map<String, List<String>> multiValueHeaders;
    private Map<String, List<String>> multiValueQueryStringParameters;

    /**
     * Reads what the decision depends on.
     *
     * @throws hermes.common.event.MalformedEventException if it is no event of an authorizer
     */
    static HandshakeEvent read(InputStream in) throws IOException {
        var event = new HandshakeEvent();
        EventReader.read(in, (name, value) -> {
            switch (name) {
                case "methodArn" -> event.setMethodArn(value.text());
                case "headers" -> event.setHeaders(value.texts());
                case "multiValueHeaders" -> event.setMultiValueHeaders(value.multiTexts());
                case "queryStringParameters" -> event.setQueryStringParameters(value.texts());
                case "multiValueQueryStringParameters" ->
                    event.setMultiValueQueryStringParameters(value.multiTexts());
                default -> {
                    // Not used.
                }
            }
        });
        return event;
    }

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

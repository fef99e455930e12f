package hermes.connect;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent.RequestContext;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketResponse;
import hermes.common.event.AnswerWriter;
import hermes.common.event.EventReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;

/** The event of {@code $connect} and its answer as JSON: of each, what this function uses. */
final class Exchange {

    private Exchange() {}

    /** @throws hermes.common.event.MalformedEventException if it is no event of a WebSocket API */
    static APIGatewayV2WebSocketEvent event(InputStream in) throws IOException {
        var event = new APIGatewayV2WebSocketEvent();
        EventReader.read(in, (name, value) -> {
            switch (name) {
                case "headers" -> event.setHeaders(value.texts());
                case "multiValueHeaders" -> event.setMultiValueHeaders(value.multiTexts());
                case "requestContext" -> event.setRequestContext(requestContext(value));
                default -> {
                    // Not used.
                }
            }
        });
        return event;
    }

    private static RequestContext requestContext(EventReader members) throws IOException {
        var context = new RequestContext();
        boolean present = members.object((name, value) -> {
            switch (name) {
                case "connectionId" -> context.setConnectionId(value.text());
                case "connectedAt" -> context.setConnectedAt(value.number());
                case "authorizer" -> context.setAuthorizer(value.scalars());
                default -> {
                    // Not used.
                }
            }
        });
        return present ? context : null;
    }

    static void write(APIGatewayV2WebSocketResponse response, OutputStream out) throws IOException {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("statusCode", response.getStatusCode());
        answer.put("headers", response.getHeaders());
        AnswerWriter.write(answer, out);
    }
}

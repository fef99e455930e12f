package hermes.connect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent.RequestContext;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketResponse;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import hermes.common.event.MalformedEventException;
import hermes.testing.RecordedEvents;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExchangeTest {

    @ParameterizedTest
    @MethodSource("hermes.testing.RecordedEvents#names")
    void eventIsReadAsTheRuntimeReadsIt(String name) throws IOException {
        var runtime = JacksonFactory.getInstance().getSerializer(APIGatewayV2WebSocketEvent.class)
                .fromJson(RecordedEvents.open(name));

        assertThat(Exchange.event(RecordedEvents.open(name))).isEqualTo(used(runtime));
    }

    /** The runtime reads some types of the library in ways of their own; this one it does not. */
    @Test
    void typeOfTheEventHasNoMapperOfItsOwn() {
        assertThat(LambdaEventSerializers.isLambdaSupportedEvent(APIGatewayV2WebSocketEvent.class.getName()))
                .isFalse();
    }

    @Test
    void answerIsReadAsTheResponseThatItIs() throws IOException {
        var response = new APIGatewayV2WebSocketResponse();
        response.setStatusCode(200);
        response.setHeaders(Map.of("Sec-WebSocket-Protocol", "hermes"));
        var written = new ByteArrayOutputStream();
        Exchange.write(response, written);

        assertThat(JacksonFactory.getInstance().getSerializer(APIGatewayV2WebSocketResponse.class)
                .fromJson(written.toString(UTF_8))).isEqualTo(response);
    }

    @Test
    void eventOfAnotherKindIsNamed() {
        var event = "{\"requestContext\":{\"connectionId\":[]}}".getBytes(UTF_8);

        assertThatThrownBy(() -> Exchange.event(new ByteArrayInputStream(event)))
                .isInstanceOf(MalformedEventException.class)
                .hasMessage("The event's member connectionId is a list; expected a text");
    }

    private static APIGatewayV2WebSocketEvent used(APIGatewayV2WebSocketEvent all) {
        var used = new APIGatewayV2WebSocketEvent();
        used.setHeaders(all.getHeaders());
        used.setMultiValueHeaders(all.getMultiValueHeaders());
        if (all.getRequestContext() != null) {
            var request = new RequestContext();
            request.setConnectionId(all.getRequestContext().getConnectionId());
            request.setConnectedAt(all.getRequestContext().getConnectedAt());
            request.setAuthorizer(all.getRequestContext().getAuthorizer());
            used.setRequestContext(request);
        }
        return used;
    }
}

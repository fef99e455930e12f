package hermes.local.gateway;

import hermes.local.route.EventContext;
import hermes.local.route.ProxyResponse;
import hermes.local.route.RouteIntegration;
import hermes.local.route.RouteOutcome;
import hermes.local.route.RouteSelection;
import hermes.local.route.WebSocketApi;
import hermes.local.stack.GatewayEvent;
import hermes.local.websocket.ClientMessage;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Brings messages to the functions of their routes, and the answers of two-way routes back. Each message has its
 * own thread, so a slow one holds up no other of its connection: API Gateway promises no order. Thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-routes-integrations.html">Routes and integrations</a>
 */
final class MessageRouting implements FrameReader.Receiver {

    private final GatewayContext gateway;
    private final RouteSelection selection;
    private final RouteIntegration integration;

    MessageRouting(GatewayContext gateway) {
        this.gateway = gateway;
        this.selection = new RouteSelection(gateway.api().routeSelectionExpression(),
                gateway.api().routes().keySet());
        this.integration = new RouteIntegration(gateway.functions());
    }

    @Override
    public void receive(Connection connection, ClientMessage.Text message, Runnable done) {
        connection.active();
        EventContext context = gateway.event(connection.info());
        gateway.executor().execute(() -> {
            try {
                route(connection, message, context);
            } finally {
                done.run();
            }
        });
    }

    private void route(Connection connection, ClientMessage.Text message, EventContext context) {
        Optional<WebSocketApi.Route> route = selection.routeKey(message.text()).flatMap(gateway.api()::route);
        String key = route.map(WebSocketApi.Route::key).orElse("");
        gateway.tell(new GatewayEvent.Received(connection.id(), key, message.bytes()));
        if (route.isEmpty()) {
            sendError(connection, ErrorFrame.FORBIDDEN, context);
            return;
        }
        String messageId = gateway.ids().message(connection.id());
        answer(connection, route.get(), context,
                integration.invoke(route.get(), MessageEvent.json(context, key, messageId, message.text())));
    }

    /** The status code plays no part: with 401 or 500 AWS sends the body of a two-way route all the same. */
    private void answer(Connection connection, WebSocketApi.Route route, EventContext context,
            RouteOutcome outcome) {
        outcome.failure().ifPresent(reason -> tellFailure(connection, route, reason));
        switch (outcome) {
            case RouteOutcome.Answered(ProxyResponse response) when route.twoWay() -> {
                byte[] body = response.body().orElse("").getBytes(StandardCharsets.UTF_8);
                sendBody(connection, route, context, body);
            }
            case RouteOutcome.Answered _ -> {
                // One-way: nobody waits for what it returned.
            }
            case RouteOutcome.Broken _,RouteOutcome.Unreachable _ ->
                sendError(connection, ErrorFrame.INTERNAL,
                        context);
            case RouteOutcome.OutOfTime _ -> sendError(connection, ErrorFrame.TIMED_OUT, context);
        }
    }

    private void sendBody(Connection connection, WebSocketApi.Route route, EventContext context,
            byte[] body) {
        int largest = gateway.limits().messageBytes();
        if (body.length > largest) {
            // What AWS does is unknown; it cannot send such a message.
            tellFailure(connection, route,
                    "its answer of " + body.length + " bytes is over the limit of " + largest);
            sendError(connection, ErrorFrame.INTERNAL, context);
        } else if (connection.send(body) == FrameWriter.Offer.FULL) {
            tellFailure(connection, route, "its answer was dropped, because the client reads too slowly");
        }
    }

    private static void sendError(Connection connection, ErrorFrame frame, EventContext context) {
        connection.send(frame.text(connection.id(), context.requestId()).getBytes(StandardCharsets.UTF_8));
    }

    private void tellFailure(Connection connection, WebSocketApi.Route route, String reason) {
        gateway.tell(new GatewayEvent.Failed(connection.id(), route.key(), reason));
    }
}

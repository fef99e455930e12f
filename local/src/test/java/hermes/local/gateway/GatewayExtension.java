package hermes.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import hermes.local.route.WebSocketApi;
import hermes.local.stack.GatewayEvent;
import hermes.local.stack.HttpPort;
import hermes.testing.SettableClock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A gateway for each test, and what must be true after every one: each connection that was opened ended once,
 * and its {@code $disconnect} came once.
 */
final class GatewayExtension implements BeforeEachCallback, AfterEachCallback {

    static final String ID = "a1b2c3d4e5";
    static final String STAGE = "development";
    static final String SIGNATURE = "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261122/eu-west-1/execute-api/"
            + "aws4_request, SignedHeaders=host;x-amz-date, Signature=0123456789abcdef";
    private static final Limits LIMITS = Limits.AWS.withClosing(Duration.ofSeconds(2));
    static final Instant START = Instant.ofEpochMilli(1795341600000L);

    final ScriptedFunctions functions = new ScriptedFunctions();
    final SettableClock clock = new SettableClock(START);
    final Queue<GatewayEvent> events = new ConcurrentLinkedQueue<>();
    private Gateway gateway;
    private HttpPort port;

    @Override
    public void beforeEach(ExtensionContext context) {
        start(api(), LIMITS);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        gateway.close();
        List<String> opened = ids(GatewayEvent.Opened.class, GatewayEvent.Opened::connectionId);
        assertThat(ids(GatewayEvent.Closed.class, GatewayEvent.Closed::connectionId))
                .as("every opened connection is closed once").containsExactlyInAnyOrderElementsOf(opened);
        assertThat(functions.count(ScriptedFunctions.DISCONNECT))
                .as("one $disconnect for each connection").isEqualTo(opened.size());
    }

    /** Serves another API, or with other limits, from now on. */
    void restart(UnaryOperator<WebSocketApi> change, UnaryOperator<Limits> limits) {
        gateway.close();
        start(change.apply(api()), limits.apply(LIMITS));
    }

    Gateway gateway() {
        return gateway;
    }

    /** One more. */
    Gateway gateway(HttpPort port, WebSocketApi api) {
        return gateway(port, api, LIMITS);
    }

    private void start(WebSocketApi api, Limits limits) {
        port = HttpPort.bind("The gateway", 0);
        gateway = gateway(port, api, limits);
    }

    private Gateway gateway(HttpPort port, WebSocketApi api, Limits limits) {
        return Gateway.start(port, api, functions,
                GatewaySettings.AWS.withLimits(limits)
                        .withClock(clock).withEvents(events::add));
    }

    int port() {
        return port.number();
    }

    URI uri(String scheme, String pathAndQuery) {
        return URI.create(scheme + "://localhost:" + port.number() + pathAndQuery);
    }

    /** Where a client with a token connects. */
    URI socketUri() {
        return uri("ws", "/" + STAGE + "?token=valid");
    }

    Peer connect() {
        return Peer.connect(socketUri());
    }

    /** A signed request. */
    HttpResponse<String> send(String method, String path, String body) {
        return send(method, path, body.getBytes(StandardCharsets.UTF_8));
    }

    HttpResponse<String> send(String method, String path, byte[] body) {
        HttpRequest request = HttpRequest.newBuilder(uri("http", path)).header("Authorization", SIGNATURE)
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body)).build();
        try {
            return Peer.HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Where backends find a connection. */
    static String path(String connectionId) {
        return "/" + STAGE + "/@connections/" + connectionId;
    }

    /** The event that the last end of a connection caused. */
    JsonNode disconnected() {
        return functions.next(ScriptedFunctions.DISCONNECT).path("requestContext");
    }

    static WebSocketApi api() {
        return new WebSocketApi(ID, STAGE, "eu-west-1", "123456789012", "$request.body.action",
                routes(route("$connect", ScriptedFunctions.CONNECT, false),
                        route("$disconnect", ScriptedFunctions.DISCONNECT, false),
                        route("$default", ScriptedFunctions.MESSAGES, true),
                        route("sendMessage", ScriptedFunctions.MESSAGES, true),
                        route("oneWay", ScriptedFunctions.MESSAGES, false)),
                Optional.of(new WebSocketApi.Authorizer(ScriptedFunctions.AUTHORIZER,
                        List.of("route.request.querystring.token"))));
    }

    static WebSocketApi without(WebSocketApi api, String routeKey) {
        Map<String, WebSocketApi.Route> routes = api.routes().entrySet().stream()
                .filter(entry -> !entry.getKey().equals(routeKey))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        return new WebSocketApi(api.id(), api.stage(), api.region(), api.account(),
                api.routeSelectionExpression(),
                routes, api.authorizer());
    }

    static WebSocketApi withTimeout(WebSocketApi api, String routeKey, Duration timeout) {
        Map<String, WebSocketApi.Route> routes = api.routes().values().stream()
                .map(route -> new WebSocketApi.Route(route.key(), route.function(), route.twoWay(),
                        route.key().equals(routeKey) ? timeout : route.timeout()))
                .collect(Collectors.toMap(WebSocketApi.Route::key, route -> route));
        return new WebSocketApi(api.id(), api.stage(), api.region(), api.account(),
                api.routeSelectionExpression(),
                routes, api.authorizer());
    }

    static WebSocketApi withoutAuthorizer(WebSocketApi api) {
        return new WebSocketApi(api.id(), api.stage(), api.region(), api.account(),
                api.routeSelectionExpression(),
                api.routes(), Optional.empty());
    }

    private static Map<String, WebSocketApi.Route> routes(WebSocketApi.Route... routes) {
        return Stream.of(routes).collect(Collectors.toMap(WebSocketApi.Route::key, route -> route));
    }

    private static WebSocketApi.Route route(String key, String function, boolean twoWay) {
        return new WebSocketApi.Route(key, function, twoWay, WebSocketApi.Route.LONGEST);
    }

    private <E extends GatewayEvent> List<String> ids(Class<E> type, Function<E, String> id) {
        return events.stream().filter(type::isInstance).map(type::cast).map(id).toList();
    }
}

package hermes.local.gateway;

import static hermes.local.gateway.ScriptedFunctions.AUTHORIZER;
import static hermes.local.gateway.ScriptedFunctions.CONNECT;
import static hermes.local.gateway.ScriptedFunctions.DISCONNECT;
import static hermes.local.gateway.ScriptedFunctions.failed;
import static hermes.local.gateway.ScriptedFunctions.policy;
import static hermes.local.gateway.ScriptedFunctions.returned;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import hermes.local.lambda.InvocationResult;
import hermes.local.route.WebSocketApi;
import hermes.local.stack.HttpPort;
import hermes.local.stack.RefusedClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every answer to a handshake. */
final class HandshakeTest {

    @RegisterExtension
    final GatewayExtension aws = new GatewayExtension();

    @Test
    void allowedClientIsConnected() {
        assertThat(aws.connect().socket().getSubprotocol()).isEmpty();
    }

    @Test
    void pathMayEndWithSlash() {
        Peer peer = Peer.connect(aws.uri("ws", "/development/?token=valid"));

        peer.say("hello");

        assertThat(peer.hears()).isEqualTo("echo: hello");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/development", "/development?token=", "/development?token=%20",
                    "/development?other=1"})
    void missingIdentitySourceIs401AndTheAuthorizerIsNotAsked(String path) {
        assertThat(Peer.refusal(aws.uri("ws", path))).isEqualTo(401);

        assertThat(aws.functions.count(AUTHORIZER)).isZero();
    }

    @Test
    void authorizerAndConnectSeeOneRequestWithOneTime() throws InterruptedException {
        aws.functions.on(AUTHORIZER, event -> {
            aws.clock.advance(Duration.ofMillis(139));
            return returned(policy("Allow", event.path("methodArn").asText()));
        });
        aws.connect();

        JsonNode asked = aws.functions.next(AUTHORIZER).path("requestContext");
        JsonNode connected = aws.functions.next(CONNECT).path("requestContext");
        assertThat(connected.path("authorizer").path("integrationLatency").asInt()).isEqualTo(139);
        assertThat(List.of("requestId", "extendedRequestId", "requestTimeEpoch", "requestTime"))
                .allSatisfy(name -> assertThat(connected.path(name)).isEqualTo(asked.path(name)));
    }

    @Test
    void denyIs403AndConnectDoesNotRun() {
        aws.functions.on(AUTHORIZER, event -> returned(policy("Deny", event.path("methodArn").asText())));

        assertThat(Peer.refusal(aws.socketUri())).isEqualTo(403);

        assertThat(aws.functions.count(CONNECT)).isZero();
    }

    @Test
    void allowOfAnotherResourceIs403() {
        aws.functions.on(AUTHORIZER,
                returned(policy("Allow",
                        "arn:aws:execute-api:eu-west-1:123456789012:a1b2c3d4e5/development/*/*")));

        assertThat(Peer.refusal(aws.socketUri())).isEqualTo(403);
    }

    @Test
    void authorizerThatThrowsUnauthorizedIs401() {
        aws.functions.on(AUTHORIZER, failed("Unauthorized"));

        assertThat(Peer.refusal(aws.socketUri())).isEqualTo(401);
    }

    @Test
    void authorizerThatThrowsAnythingElseIs500() {
        aws.functions.on(AUTHORIZER, failed("unauthorized"));

        assertThat(Peer.refusal(aws.socketUri())).isEqualTo(500);
    }

    @Test
    void authorizerThatTimesOutIs500() {
        aws.functions.on(AUTHORIZER, new InvocationResult.TimedOut("id", Duration.ofSeconds(3)));

        assertThat(Peer.refusal(aws.socketUri())).isEqualTo(500);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"statusCode\":401}", "\"Unauthorized\"", "null", "", "{\"principalId\":\"7\"}"})
    void malformedAuthorizationIs500(String payload) {
        aws.functions.on(AUTHORIZER, returned(payload));

        assertThat(Peer.refusal(aws.socketUri())).isEqualTo(500);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 400, 401, 403, 404, 501, 502})
    void refusalOfConnectReachesTheClientAndIsNoDisconnect(int status) {
        aws.functions.on(CONNECT, returned("{\"statusCode\":" + status + "}"));

        assertThat(Peer.refusal(aws.socketUri())).isEqualTo(status);

        assertThat(aws.functions.count(DISCONNECT)).isZero();
        assertThat(aws.gateway().connections()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 204, 299})
    void anySuccessOfConnectIsAccepted(int status) {
        aws.functions.on(CONNECT, returned("{\"statusCode\":" + status + ",\"body\":\"ignored\"}"));

        assertThat(Peer.refusal(aws.socketUri())).isEqualTo(101);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"null", "{}", "{\"statusCode\":\"200\"}",
                    "{\"statusCode\":200,\"message\":\"unknown\"}",
                    "{\"statusCode\":101}", "{\"statusCode\":200.5}",
                    "{\"statusCode\":200,\"headers\":{\"Sec-WebSocket-Protocol\":\"a\\r\\nX: y\"}}"})
    void malformedAnswerOfConnectIs502(String payload) {
        aws.functions.on(CONNECT, returned(payload));

        assertThat(Peer.refusal(aws.socketUri())).isEqualTo(502);
    }

    @Test
    void connectThatThrowsIs502() {
        aws.functions.on(CONNECT, failed("no table"));

        assertThat(Peer.refusal(aws.socketUri())).isEqualTo(502);
    }

    @Test
    void connectThatCannotBeInvokedIs500() {
        aws.functions.on(CONNECT, new InvocationResult.NotInvocable("no such function"));

        assertThat(Peer.refusal(aws.socketUri())).isEqualTo(500);
    }

    @Test
    void connectThatTakesTooLongIs504() {
        aws.restart(api -> GatewayExtension.withTimeout(api, "$connect", Duration.ofMillis(60)),
                limits -> limits);
        var never = new CountDownLatch(1);
        aws.functions.on(CONNECT, _ -> {
            await(never);
            return returned("{\"statusCode\":200}");
        });

        assertThat(Peer.refusal(aws.socketUri())).isEqualTo(504);

        never.countDown();
    }

    @Test
    void apiWithoutConnectRouteAcceptsEverybody() {
        aws.restart(api -> GatewayExtension.without(GatewayExtension.withoutAuthorizer(api), "$connect"),
                limits -> limits);

        assertThat(Peer.refusal(aws.uri("ws", "/development"))).isEqualTo(101);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/production", "/development/more", "/developmental", "/Development"})
    void anotherPathThanTheStageIs403(String path) {
        assertThat(Peer.refusal(aws.uri("ws", path + "?token=valid"))).isEqualTo(403);
    }

    @Test
    void plainGetIs426() throws Exception {
        HttpResponse<String> response = Peer.HTTP.send(
                HttpRequest.newBuilder(aws.uri("http", "/development?token=valid")).build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(426);
        assertThat(response.headers().firstValue("Upgrade")).contains("websocket");
        assertThat(aws.functions.count(AUTHORIZER)).isZero();
    }

    @Test
    void refusedHandshakeIsReadToItsEndSoThatItsSenderSeesTheAnswer() throws Exception {
        try (var client = new RefusedClient(aws.port())) {
            assertThat(client.post("/development?token=valid", 9 * 1024 * 1024))
                    .isEqualTo("HTTP/1.1 426 Upgrade Required");
            assertThat(client.post("/production", 9 * 1024 * 1024)).isEqualTo("HTTP/1.1 403 Forbidden");
        }
    }

    @Test
    void tooLongUrlIsRefused() {
        assertThat(Peer.refusal(aws.uri("ws", "/development?token=" + "x".repeat(4096)))).isEqualTo(414);
    }

    @Test
    void subprotocolIsEchoedIfConnectReturnsIt() {
        aws.functions.on(CONNECT,
                returned("{\"statusCode\":200,\"headers\":{\"sec-websocket-protocol\":\"second\"}}"));

        Peer peer = Peer.connect(aws.socketUri(), builder -> builder.subprotocols("first", "second"));

        assertThat(peer.socket().getSubprotocol()).isEqualTo("second");
        assertThat(aws.functions.next(CONNECT).at("/headers/Sec-WebSocket-Protocol").asText())
                .isEqualTo("first, second");
    }

    @Test
    void subprotocolIsNotEchoedByItself() {
        Peer peer = Peer.connect(aws.socketUri(), builder -> builder.subprotocols("first"));

        assertThat(peer.socket().getSubprotocol()).isEmpty();
    }

    @Test
    void identitySourceThatIsNotEmulatedIsNamed() {
        var authorizer = new WebSocketApi.Authorizer(AUTHORIZER,
                List.of("$request.header.Auth"));
        WebSocketApi api = GatewayExtension.api();

        try (var port = HttpPort.bind("The gateway", 0)) {
            assertThatThrownBy(() -> aws.gateway(port,
                    new WebSocketApi(api.id(), api.stage(), api.region(), api.account(),
                            api.routeSelectionExpression(), api.routes(), Optional.of(authorizer))))
                    .hasMessageContaining("$request.header.Auth");
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

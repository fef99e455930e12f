package hermes.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.local.stack.RefusedClient;
import hermes.local.websocket.CloseStatus;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The {@code @connections} API, header by header. */
final class ManagementTest {

    private static final String NOBODY = "Wny0-YAw2ZECQoE=";

    @RegisterExtension
    final GatewayExtension aws = new GatewayExtension();

    @Test
    void postReachesTheClient() {
        Peer peer = aws.connect();

        HttpResponse<String> response = send("POST", path(id()), "hällo");

        assertThat(peer.hears()).isEqualTo("hällo");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
        assertThat(header(response, "content-type")).isEqualTo("application/json");
        assertThat(header(response, "content-length")).isEqualTo("0");
        assertThat(header(response, "x-amzn-requestid")).hasSize(36);
        assertThat(header(response, "x-amz-apigw-id")).matches("[\\w-]{15}=");
        assertThat(header(response, "x-amzn-trace-id")).matches("Root=1-[0-9a-f]{8}-[0-9a-f]{24}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%40connections", "@connections"})
    void pathMayBePercentEncoded(String segment) {
        Peer peer = aws.connect();

        send("POST", "/development/" + segment + "/" + id().replace("=", "%3D"), "hello");

        assertThat(peer.hears()).isEqualTo("hello");
    }

    @Test
    void pathIsDecodedOnce() {
        aws.connect();

        assertThat(send("POST", path(id().replace("=", "%253D")), "hello").statusCode()).isEqualTo(400);
    }

    @Test
    void getTellsWhoIsConnectedAndSinceWhen() {
        Peer peer = Peer.connect(aws.socketUri(), builder -> builder.header("User-Agent", "test/1"));
        aws.clock.advance(Duration.ofMillis(1_246));
        peer.say("hello");
        peer.hears();

        HttpResponse<String> response = send("GET", path(id()), "");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("""
            {
              "identity" : {
                "sourceIp" : "127.0.0.1",
                "userAgent" : "test/1"
              },
              "connectedAt" : "2026-11-22T10:00:00.000Z",
              "lastActiveAt" : "2026-11-22T10:00:01.246Z"
            }""");
    }

    @Test
    void deleteClosesNormally() {
        Peer peer = aws.connect();
        String path = path(id());

        HttpResponse<String> response = send("DELETE", path, "");

        assertThat(response.statusCode()).isEqualTo(204);
        assertThat(response.headers().firstValue("content-type")).isEmpty();
        assertThat(peer.closed()).isEqualTo(CloseStatus.DELETED);
        assertThat(aws.disconnected().path("disconnectReason").asText())
                .isEqualTo("Connection Closed Normally");
        assertThat(send("POST", path, "hello").statusCode()).isEqualTo(410);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "GET", "DELETE"})
    void connectionThatIsNotOpenIsGone(String method) {
        HttpResponse<String> response = send(method, path(NOBODY), "hello");

        assertThat(response.statusCode()).isEqualTo(410);
        assertThat(response.body()).isEmpty();
        assertThat(header(response, "content-length")).isEqualTo("0");
        assertThat(header(response, "x-amzn-errortype")).isEqualTo("GoneException");
    }

    @Test
    void malformedIdIsABadRequest() {
        HttpResponse<String> response = send("GET", "/development/@connections/WDGT8fY4joECJrQ=test", "");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).isEqualTo("{\"message\":\"Invalid connectionId: WDGT8fY4joECJrQ=test\"}");
        assertThat(header(response, "x-amzn-errortype")).isEqualTo("BadRequestException");
    }

    @Test
    void messageOf128KilobytesIsPostedAndOneByteMoreIsTooLarge() {
        Peer peer = aws.connect();
        String path = path(id());
        String largest = "x".repeat(128 * 1024);

        assertThat(send("POST", path, largest).statusCode()).isEqualTo(200);
        HttpResponse<String> response = send("POST", path, largest + "x");

        assertThat(peer.hears()).isEqualTo(largest);
        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(header(response, "x-amzn-errortype")).isEqualTo("PayloadTooLargeException");
        assertThat(send("POST", path, "x".repeat(9 * 1024 * 1024)).statusCode()).isEqualTo(413);
    }

    @Test
    void refusedPostIsReadToItsEndSoThatItsSenderSeesTheAnswer() throws IOException {
        try (var client = new RefusedClient(aws.port())) {
            assertThat(client.post(path(NOBODY), 9 * 1024 * 1024,
                    "Authorization: " + GatewayExtension.SIGNATURE))
                    .isEqualTo("HTTP/1.1 413 Request Entity Too Large");
            assertThat(client.post(path(NOBODY), 3 * 1024 * 1024)).isEqualTo("HTTP/1.1 403 Forbidden");
            assertThat(client.post("/production/@connections/" + NOBODY, 3 * 1024 * 1024))
                    .isEqualTo("HTTP/1.1 403 Forbidden");
        }
    }

    @Test
    void unsignedRequestIsForbidden() throws Exception {
        aws.connect();
        URI uri = aws.uri("http", path(id()));

        HttpResponse<String> response = Peer.HTTP
                .send(HttpRequest.newBuilder(uri).POST(BodyPublishers.ofString("hello"))
                        .build(), HttpResponse.BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.body()).isEqualTo("{\"message\":\"Missing Authentication Token\"}");
        assertThat(header(response, "x-amzn-errortype")).isEqualTo("MissingAuthenticationTokenException");
    }

    @Test
    void anotherStageIsForbidden() {
        assertThat(send("POST", "/production/@connections/" + NOBODY, "hello").statusCode()).isEqualTo(403);
        assertThat(send("POST", "/@connections/" + NOBODY, "hello").statusCode()).isEqualTo(403);
    }

    @Test
    void postDuringConnectIsGone() {
        aws.functions.on(ScriptedFunctions.CONNECT, event -> {
            String id = event.at("/requestContext/connectionId").asText();
            int status = send("POST", path(id), "hello").statusCode();
            return ScriptedFunctions.returned("{\"statusCode\":" + (status == 410 ? 200 : 500) + "}");
        });

        assertThat(Peer.refusal(aws.socketUri())).isEqualTo(101);
    }

    @Test
    void postRestartsTheIdleTime() {
        Peer peer = aws.connect();
        aws.clock.advance(Duration.ofMinutes(9));
        send("POST", path(id()), "news");
        peer.hears();

        aws.clock.advance(Duration.ofMinutes(9));
        peer.say("still here");

        assertThat(peer.hears()).isEqualTo("echo: still here");
    }

    @Test
    void slowClientIsLimitedAndHoldsUpNobodyElse() throws Exception {
        Peer attentive = aws.connect();
        String attentiveId = id();
        try (RawPeer deaf = RawPeer.connect(aws.socketUri())) {
            String deafId = aws.gateway().connections().stream().map(ConnectionView::connectionId)
                    .filter(id -> !id.equals(attentiveId)).findFirst().orElseThrow();
            String large = "x".repeat(128 * 1024);
            HttpResponse<String> response = send("POST", path(deafId), large);
            while (response.statusCode() == 200) {
                response = send("POST", path(deafId), large);
            }

            deaf.sendHex("89 80 00000000");
            assertThat(response.statusCode()).isEqualTo(429);
            assertThat(header(response, "x-amzn-errortype")).isEqualTo("LimitExceededException");
            send("POST", path(attentiveId), "hello");
            assertThat(attentive.hears()).isEqualTo("hello");
        }
    }

    @Test
    void messageThatIsEmptyOrNotUtf8IsNotEmulated() {
        aws.connect();

        assertThat(send("POST", path(id()), "").body()).contains("Not emulated");
        assertThat(aws.send("POST", path(id()), new byte[]{(byte) 0xC3, 0x28}).body())
                .contains("Not emulated");
    }

    @Test
    void unknownMethodIsForbidden() {
        assertThat(send("PUT", path(NOBODY), "hello").statusCode()).isEqualTo(403);
    }

    private String id() {
        return aws.gateway().connections().iterator().next().connectionId();
    }

    private HttpResponse<String> send(String method, String path, String body) {
        return aws.send(method, path, body);
    }

    private static String path(String connectionId) {
        return GatewayExtension.path(connectionId);
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }
}

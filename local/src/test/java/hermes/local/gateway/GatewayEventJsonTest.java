package hermes.local.gateway;

import static hermes.local.gateway.ScriptedFunctions.AUTHORIZER;
import static hermes.local.gateway.ScriptedFunctions.CONNECT;
import static hermes.local.gateway.ScriptedFunctions.DISCONNECT;
import static hermes.local.gateway.ScriptedFunctions.MESSAGES;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hermes.local.ProjectTemplate;
import hermes.local.stack.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The events that functions get are those in the folder {@code events}, member for member, when a client sends
 * what that connection's client sent. Only what depends on this machine and moment is taken out on both sides.
 */
final class GatewayEventJsonTest {

    /** Names of what differs from run to run; their form has its own test. */
    private static final List<String> OF_THE_MOMENT = List.of("extendedRequestId", "requestId",
            "connectionId",
            "messageId", "connectedAt", "requestTime", "requestTimeEpoch", "integrationLatency", "sourceIp",
            "X-Forwarded-For", "X-Forwarded-Port", "X-Forwarded-Proto");

    private static final String DOMAIN = "a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com";

    @RegisterExtension
    final GatewayExtension aws = new GatewayExtension();

    @Test
    void eventsAreThoseOfAws() throws Exception {
        JsonNode message = golden("send-message.json");
        try (RawPeer peer = connect()) {
            assertThat(masked(aws.functions.next(AUTHORIZER))).isEqualTo(masked(golden("authorizer.json")));
            assertThat(masked(aws.functions.next(CONNECT))).isEqualTo(masked(golden("connect.json")));

            peer.send(RawPeer.frame(0x81, message.path("body").asText().getBytes(StandardCharsets.UTF_8)));
            assertThat(masked(aws.functions.next(MESSAGES))).isEqualTo(masked(message));

            peer.sendHex("88 80 00000000");
            assertThat(masked(aws.functions.next(DISCONNECT))).isEqualTo(masked(golden("disconnect.json")));
        }
    }

    @Test
    void unmatchedActionHasTheDefaultRouteKey() throws Exception {
        JsonNode message = golden("unknown-action.json");
        try (RawPeer peer = connect()) {
            peer.send(RawPeer.frame(0x81, message.path("body").asText().getBytes(StandardCharsets.UTF_8)));

            assertThat(masked(aws.functions.next(MESSAGES))).isEqualTo(masked(message));
        }
    }

    @Test
    void idsAndTimesHaveTheFormOfAws() {
        Peer peer = aws.connect();
        peer.say("hello");
        JsonNode context = aws.functions.next(MESSAGES).path("requestContext");

        assertThat(List.of(context.path("connectionId").asText(), context.path("messageId").asText(),
                context.path("requestId").asText())).allMatch(RequestIds::isWellFormed)
                .doesNotHaveDuplicates();
        assertThat(context.path("requestId")).isEqualTo(context.path("extendedRequestId"));
        assertThat(context.path("messageId").asText())
                .endsWith(context.path("connectionId").asText().substring(10));
        assertThat(context.path("requestTime").asText()).isEqualTo("22/Nov/2026:10:00:00 +0000");
        assertThat(context.path("requestTimeEpoch").asLong())
                .isEqualTo(GatewayExtension.START.toEpochMilli());
        assertThat(context.path("connectedAt").isIntegralNumber()).isTrue();
    }

    @Test
    void authorizerLatencyIsANumberAndOnlyInConnect() {
        Peer peer = aws.connect();
        peer.say("hello");
        peer.close(1000, "");

        assertThat(latency(aws.functions.next(CONNECT)).isIntegralNumber()).isTrue();
        assertThat(latency(aws.functions.next(MESSAGES)).isMissingNode()).isTrue();
        assertThat(latency(aws.functions.next(DISCONNECT)).isMissingNode()).isTrue();
    }

    @Test
    void withoutAuthorizerAndQueryTheirMembersAreAbsent() {
        aws.restart(GatewayExtension::withoutAuthorizer, limits -> limits);
        Peer peer = Peer.connect(aws.uri("ws", "/development"));
        peer.close(1000, "");
        JsonNode event = aws.functions.next(CONNECT);

        assertThat(event.has("queryStringParameters")).isFalse();
        assertThat(event.has("multiValueQueryStringParameters")).isFalse();
        assertThat(event.path("requestContext").has("authorizer")).isFalse();
        assertThat(event.has("body")).isFalse();
    }

    @Test
    void repeatedParameterHasItsLastValueAndAll() {
        Peer.connect(aws.uri("ws", "/development?token=a%2Bb&room=x%20y&token=last"));
        JsonNode event = aws.functions.next(AUTHORIZER);

        assertThat(event.at("/queryStringParameters/token").asText()).isEqualTo("last");
        assertThat(event.at("/multiValueQueryStringParameters/token")).hasToString("[\"a+b\",\"last\"]");
        assertThat(event.at("/queryStringParameters/room").asText()).isEqualTo("x y");
    }

    /** With the headers and the token of the golden handshake. */
    private RawPeer connect() throws IOException {
        JsonNode handshake = golden("authorizer.json");
        String headers = handshake.path("headers").properties().stream()
                .filter(header -> !isAdded(header.getKey()))
                .map(header -> header.getKey() + ": " + header.getValue().asText() + "\r\n")
                .collect(Collectors.joining());
        RawPeer peer = RawPeer.dial(aws.socketUri());
        peer.sendText("GET /development?token=" + handshake.at("/queryStringParameters/token").asText()
                + " HTTP/1.1\r\n" + headers + "\r\n");
        assertThat(peer.head()).startsWith("HTTP/1.1 101 ");
        return peer;
    }

    private static boolean isAdded(String header) {
        return header.startsWith("X-Forwarded-") || header.equals("content-length");
    }

    private static JsonNode latency(JsonNode event) {
        return event.at("/requestContext/authorizer/integrationLatency");
    }

    /** On this machine, where the gateway answers to no name of AWS. */
    private static JsonNode golden(String name) throws IOException {
        String event = Files.readString(ProjectTemplate.path().resolveSibling("events").resolve(name));
        return Json.parse(event.replace(DOMAIN, "localhost").getBytes(StandardCharsets.UTF_8)).orElseThrow();
    }

    private static JsonNode masked(JsonNode event) {
        JsonNode copy = event.deepCopy();
        mask(copy);
        return copy;
    }

    private static void mask(JsonNode node) {
        if (node instanceof ObjectNode object) {
            OF_THE_MOMENT.stream().filter(object::has).forEach(name -> object.put(name, "masked"));
        }
        node.forEach(GatewayEventJsonTest::mask);
    }
}

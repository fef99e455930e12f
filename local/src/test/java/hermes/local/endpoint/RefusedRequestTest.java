package hermes.local.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.local.endpoint.CallFilter.Verdict;
import hermes.local.stack.Credentials;
import hermes.local.stack.HttpPort;
import hermes.local.stack.RefusedClient;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests that are answered before their bodies were read. */
final class RefusedRequestTest {

    private static final int NINE_MEGABYTES = 9 * 1024 * 1024;

    private final HttpPort port = HttpPort.bind("The AWS endpoint", 0);
    private final AwsEndpoint endpoint = AwsEndpoint.start(port,
            Map.of("sqs", refusing(false), "execute-api", refusing(true)));

    @AfterEach
    void close() {
        endpoint.close();
    }

    @Test
    void senderSeesTheAnswerAndGoesOnWithTheConnection() throws IOException {
        endpoint.add(_ -> new Verdict.Fail(403, "ForbiddenException", "Forbidden"));
        try (var client = new RefusedClient(port.number())) {
            assertThat(client.post("/", NINE_MEGABYTES)).startsWith("HTTP/1.1 403 ");
            assertThat(client.post("/", NINE_MEGABYTES, signed("sns"))).startsWith("HTTP/1.1 400 ");
            assertThat(client.post("/live/@connections/x=", NINE_MEGABYTES, signed("execute-api")))
                    .startsWith("HTTP/1.1 403 ");
        }
    }

    @Test
    void bodyOverTheBoundIsToldSo() throws IOException {
        try (var socket = new Socket("localhost", port.number())) {
            socket.getOutputStream().write("""
                POST / HTTP/1.1\r
                Host: localhost\r
                %s\r
                Content-Length: %d\r
                \r
                """.formatted(signed("sqs"), HttpPort.MOST_READ + 1).getBytes(StandardCharsets.US_ASCII));

            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .startsWith("HTTP/1.1 413 ").contains("takes requests of up to 67108864 bytes");
        }
    }

    @Test
    void credentialWithoutASignatureDoesNotPost() throws IOException {
        try (var client = new RefusedClient(port.number())) {
            assertThat(client.post("/live/@connections/x=", 5,
                    "Authorization: Credential=x/20261130/r/execute-api/aws4_request"))
                    .startsWith("HTTP/1.1 403 ");
        }
    }

    private static String signed(String service) {
        return "Authorization: " + new Credentials("x", "y", "us-east-1").authorization(service);
    }

    private static StubService refusing(boolean readsBodyItself) {
        return new StubService(readsBodyItself, true, _ -> {
            throw new AssertionError("a request got through");
        });
    }
}

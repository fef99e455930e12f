package hermes.local;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.local.lambda.FunctionJar;
import hermes.local.stack.Credentials;
import hermes.local.stack.StackEvent;
import hermes.local.stack.StackEvent.Denied;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever posts to connections needs the permission, at the AWS endpoint and at the gateway's own port. */
final class GatewayRolesTest {

    private static final String CONNECTION = "/test/@connections/L0SM9cOFvHcCIhw=";

    @TempDir
    static Path folder;

    private static final List<StackEvent> LOG = new CopyOnWriteArrayList<>();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static LocalStack stack;

    @BeforeAll
    static void start() throws IOException {
        FunctionJar.in(folder);
        Path template = Files.writeString(folder.resolve("template.yaml"), LocalStackTest.TEMPLATE);
        stack = LocalStack.start(template, StackOptions.DEFAULT.withName("test").withLog(LOG::add));
    }

    @AfterAll
    static void stop() {
        stack.close();
        HTTP.shutdownNow();
    }

    @Test
    void functionWithoutThePermissionIsRefusedAtBothPortsAlike() throws Exception {
        Credentials probe = Credentials.ofFunction("Probe", "us-east-1");

        HttpResponse<String> there = delete(stack.awsEndpoint(), probe.authorization("execute-api"));
        HttpResponse<String> here = delete(gateway(), probe.authorization("execute-api"));

        assertThat(here.statusCode()).isEqualTo(403);
        assertThat(here.headers().firstValue("x-amzn-errortype")).contains("AccessDeniedException");
        assertThat(here.body()).contains("is not authorized to perform: execute-api:ManageConnections")
                .isEqualTo(there.body());
        assertThat(LOG).filteredOn(Denied.class::isInstance).hasSize(2);
    }

    @Test
    void administratorIsServedAtBothPorts() throws Exception {
        String signed = new Credentials("admin", "x", "us-east-1").authorization("execute-api");

        assertThat(delete(stack.awsEndpoint(), signed).statusCode()).isEqualTo(410);
        assertThat(delete(gateway(), signed).statusCode()).isEqualTo(410);
    }

    @Test
    void whatIsSignedForAnotherServiceDoesNotReachThatServiceThroughTheGateway() throws Exception {
        String signed = new Credentials("admin", "x", "us-east-1").authorization("secretsmanager");

        assertThat(delete(gateway(), signed).statusCode()).isEqualTo(403);
        assertThat(delete(gateway(), signed).body()).isEqualTo("{\"message\":\"Forbidden\"}");
    }

    @Test
    void unsignedRequestIsToldSo() throws Exception {
        HttpResponse<String> answer = HTTP.send(
                HttpRequest.newBuilder(gateway().resolve(CONNECTION)).POST(BodyPublishers.ofString("hello"))
                        .build(),
                BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).isEqualTo("{\"message\":\"Missing Authentication Token\"}");
    }

    private static HttpResponse<String> delete(URI server, String authorization) throws Exception {
        return HTTP.send(HttpRequest.newBuilder(server.resolve(CONNECTION))
                .header("Authorization", authorization).DELETE().build(), BodyHandlers.ofString());
    }

    private static URI gateway() {
        return URI.create(stack.outputs().get("Url").replace("ws://", "http://"));
    }
}

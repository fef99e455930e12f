package hermes.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.common.LastFrame;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ConsoleApiTest {

    private final ConsoleFixture console = new ConsoleFixture(Path.of(""));

    @AfterEach
    void stop() {
        console.close();
    }

    @Test
    void tokenOfAUserIsIssued() throws Exception {
        assertThat(console
                .send(console.post("/api/token", "{\"user\":7,\"room\":\"acme\",\"expiresSeconds\":60}"))
                .body())
                .isEqualTo("{\"token\":\"token of 7 in acme for PT1M\"}");
    }

    @Test
    void listenOnlyTokenIsIssued() throws Exception {
        assertThat(console
                .send(console.post("/api/token", "{\"user\":\"7\",\"room\":\"acme\",\"send\":false}")).body())
                .isEqualTo("{\"token\":\"token of 7 in acme for PT12H, listen only\"}");
    }

    @Test
    void tokenWithoutARoomIsRefusedWithTheMissingName() throws Exception {
        HttpResponse<String> answer = console.send(console.post("/api/token", "{\"user\":\"7\"}"));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\\\"room\\\" is missing");
    }

    @Test
    void lifetimeThatNoStackTakesIsTheCallersFault() throws Exception {
        var answer = console
                .send(console.post("/api/token", "{\"user\":\"7\",\"room\":\"acme\",\"expiresSeconds\":0}"));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("{\"error\":\"a lifetime of PT0S\"}");
    }

    @Test
    void eachFailedNotificationIsNamedByItsIndex() throws Exception {
        HttpResponse<String> answer = console
                .send(console.post("/api/publish", "[{\"data\":1},{\"data\":null}]"));

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).contains("\"ids\":[\"id of {\\\"data\\\":1}\"]")
                .contains("\"failed\":[{\"index\":1,\"reason\":\"data is null\"}]");
    }

    @Test
    void notificationsArePublishedInOrderUnlessToldOtherwise() throws Exception {
        console.send(console.post("/api/publish", "[1]"));
        console.send(console.post("/api/publish?ordered=false", "[2]"));

        assertThat(console.stack.published()).containsExactly("1", "2");
        assertThat(console.stack.publishedUnordered()).containsExactly("2");
    }

    @Test
    void whatIsPublishedIsHandedOnAsItIsWritten() throws Exception {
        console.send(console.post("/api/publish", " [ {\"data\": 1.50}, {\"data\":-0.0,\"data\":1e400} ,3]"));

        assertThat(console.stack.published()).containsExactly("{\"data\": 1.50}",
                "{\"data\":-0.0,\"data\":1e400}",
                "3");
    }

    @Test
    void oneNotificationNeedsNoArray() throws Exception {
        console.send(console.post("/api/publish", "{\"data\": \"\\ud800\"}"));

        assertThat(console.stack.published()).containsExactly("{\"data\": \"\\ud800\"}");
    }

    @Test
    void connectionsOfARoomAreListed() throws Exception {
        assertThat(console.send(console.get("/api/connections?room=acme%20inc&user=9")).body())
                .isEqualTo("[{\"connection\":\"c9\",\"room\":\"acme inc\",\"user\":\"9\","
                        + "\"connectedAt\":\"2026-01-01T00:00:00Z\",\"expiresAt\":\"2026-01-01T02:10:00Z\",\"home\":true}]");
    }

    @Test
    void connectionsOfOneUserAreClosed() throws Exception {
        assertThat(console.send(console.post("/api/connections/close", "{\"room\":\"acme\",\"user\":\"7\"}"))
                .body())
                .isEqualTo("{\"closed\":1,\"gone\":0,\"connecting\":1}");
        console.send(console.post("/api/connections/close", "{\"room\":\"acme\",\"lastFrame\":\"REVOKED\"}"));
        assertThat(console.stack.lastFrames()).containsExactly(LastFrame.REVOKED);
        assertThat(console
                .send(console.post("/api/connections/close", "{\"room\":\"acme\",\"lastFrame\":\"GONE\"}"))
                .statusCode())
                .isEqualTo(400);
    }

    @Test
    void functionErrorIsToldApartFromAPayload() throws Exception {
        assertThat(console.send(console.post("/api/invoke/EchoFunction", "{\"a\":1}")).body())
                .contains("\"payload\":{\"a\":1}");
        assertThat(console.send(console.post("/api/invoke/BrokenFunction", "{}")).body())
                .contains("\"error\":{\"errorMessage\":\"broken\"}");
        assertThat(console.send(console.post("/api/invoke/SlowFunction", "{}")).body()).contains(
                "Sandbox.Timedout",
                "RequestId: 1-2-3 Error: Task timed out after 3.00 seconds");
    }

    @Test
    void unknownFunctionIsNamed() throws Exception {
        HttpResponse<String> answer = console.send(console.post("/api/invoke/NoFunction", "{}"));

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("the template has no function NoFunction");
    }

    @Test
    void figuresOfTheFunctionsAreTold() throws Exception {
        console.figures.add(MetricLines.in("""
            {"_aws":{"CloudWatchMetrics":[{"Namespace":"Hermes","Dimensions":[["FunctionName"]],\
            "Metrics":[{"Name":"Published","Unit":"Count"}]}]},"FunctionName":"send","Published":52.0}"""));

        assertThat(console.send(console.get("/api/metrics")).body())
                .contains("\"name\":\"Published\"", "\"sum\":52.0", "{\"FunctionName\":\"send\"}");
    }

    @Test
    void unknownPathIsNamed() throws Exception {
        HttpResponse<String> answer = console.send(console.get("/api/nothing"));

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("no GET /api/nothing");
    }
}

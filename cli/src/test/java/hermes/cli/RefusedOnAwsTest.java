package hermes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator reads whom AWS does not let in, or who has named what is not there. */
final class RefusedOnAwsTest {

    private static final String DENIED = "User: arn:aws:iam::123456789012:user/guest is not authorized";

    private HttpServer services;
    private PretendedAws aws;

    @BeforeEach
    void start() throws IOException {
        services = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        services.createContext("/", RefusedOnAwsTest::deny);
        services.start();
        URI endpoint = URI.create("http://localhost:" + services.getAddress().getPort());
        aws = new PretendedAws(Map.of("WebSocketUrl", "ws://localhost:1/production",
                "ManagementUrl", endpoint + "/production", "QueueUrl", endpoint + "/1/queue",
                "DeadLetterQueueUrl", endpoint + "/1/dead", "ConnectionsTableName", "connections",
                "TokensTableName", "tokens", "NotificationsTableName", "notifications",
                "JwtSecretArn", "key", "PasscodeSecretArn", "passcode"), endpoint);
    }

    private static void deny(HttpExchange exchange) throws IOException {
        byte[] answer = "{\"__type\":\"AccessDeniedException\",\"message\":\"%s\"}".formatted(DENIED)
                .getBytes(StandardCharsets.UTF_8);
        exchange.getRequestBody().readAllBytes();
        exchange.sendResponseHeaders(400, answer.length);
        try (var body = exchange.getResponseBody()) {
            body.write(answer);
        }
    }

    @AfterEach
    void stop() {
        aws.close();
        services.stop(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"connections", "connections --room r", "kick --room r --yes",
                    "revoke --room r --user 7 --yes", "rotate-key --yes", "dead-letters",
                    "dead-letters show x",
                    "dead-letters redrive --all", "dead-letters delete x --yes",
                    "publish --room r --user 7 1",
                    "token --room r --user 7", "tail --room r", "load --yes"})
    void missingPermissionIsOneSentence(String command) {
        var run = CommandRun.of(aws.target(), command.split(" "));

        assertThat(run.exitCode()).as(run.err()).isEqualTo(1);
        assertThat(run.err().lines()).singleElement().asString().startsWith("hermes: ").contains(DENIED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"outputs", "connections", "kick --room r --yes", "revoke --room r --user 7 --yes",
                    "rotate-key --yes", "dead-letters", "dead-letters show x", "dead-letters redrive --all",
                    "dead-letters delete --all --yes", "publish --room r --user 7 1",
                    "token --room r --user 7",
                    "tail --room r", "load --yes"})
    void stackThatDoesNotExistIsNamed(String command) {
        var run = CommandRun.of(List.of("--stack", "hermes-staging", "--region", "us-east-1"),
                command.split(" "));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).startsWith(
                "hermes: stack hermes-staging in us-east-1 cannot be read: Stack with id hermes-staging does not exist");
    }

    /** Else the subcommand would work on another stack than the one that is named. */
    @Test
    void stackNamedBeforeTheSubcommandIsTheOneMeant() {
        var run = CommandRun.of("dead-letters", "--stack", "hermes-staging", "--region", "us-east-1",
                "redrive",
                "--all");

        assertThat(run.err()).contains("stack hermes-staging in us-east-1 cannot be read");
    }

    @Test
    void stackOfSomethingElseIsRecognized() throws IOException {
        aws.close();
        aws = new PretendedAws(Map.of("BucketName", "b"), URI.create("http://localhost:1"));

        var run = CommandRun.of(aws.target(), "connections");

        assertThat(run).isEqualTo(new CommandRun(1, "",
                "hermes: the stack has no output ManagementUrl; it is not a Hermes stack, or an old one that must be deployed again\n"));
    }

    @Test
    void placeThatIsNoRegionIsWrongUsage() {
        var run = CommandRun.of("connections", "--stack", "hermes", "--region", "Frankfurt");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("'Frankfurt' is not a region; write one such as eu-central-1");
    }

    @Test
    void cloudFormationThatDoesNotAnswerIsNamed() {
        System.setProperty("aws.endpointUrlCloudFormation", "http://localhost:1");

        var run = CommandRun.of(aws.target(), "connections");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).startsWith("hermes: CloudFormation in us-east-1 cannot be reached (");
    }

    @Test
    void optionsOfBothTargetsAreNotMixed() {
        assertThat(CommandRun.of("connections", "--stack", "a", "--port", "1").exitCode()).isEqualTo(2);
        assertThat(CommandRun.of("connections", "--region", "us-east-1").exitCode()).isEqualTo(2);
    }
}

package hermes.system.operator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import hermes.cli.CommandRun;
import hermes.cli.PretendedAws;
import hermes.system.WholeStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** With {@code --stack}: the SDK finds credentials, region and endpoints by itself. */
@ResourceLock(WholeStack.SHARED)
final class OperatorOnAwsIT {

    @RegisterExtension
    static final WholeStack STACK = new WholeStack();

    private static PretendedAws aws;

    @BeforeAll
    static void pretendToBeAws() throws IOException {
        aws = new PretendedAws(STACK.operations().outputs(), STACK.local().awsEndpoint());
    }

    @AfterAll
    static void stopPretending() {
        aws.close();
    }

    @Nested
    final class Publishing extends PublishingCommands {

        @Override
        List<String> target() {
            return aws.target();
        }
    }

    @Nested
    final class Connections extends ConnectionCommands {

        @Override
        List<String> target() {
            return aws.target();
        }
    }

    @Nested
    final class DeadLetters extends DeadLetterCommands {

        @Override
        List<String> target() {
            return aws.target();
        }
    }

    @Nested
    final class Status extends StatusCommands {

        @Override
        List<String> target() {
            return aws.target();
        }

        @AfterEach
        void silence() {
            aws.cloudWatch().silence();
            aws.cloudWatch().oldestMessage(0);
        }

        @Test
        void alarmThatIsOnIsWrongAndThatOfAnotherStackIsPassedOver() {
            aws.cloudWatch().ring("hermes-production-PostThrottlesAlarm-1AB2CD",
                    Instant.now().minusSeconds(7200));
            aws.cloudWatch().ring("hermes-production-eu-PoisonAlarm-3EF", Instant.now());

            var run = hermes("status");

            assertThat(run.exitCode()).as(run.err()).isEqualTo(5);
            assertThat(run.out()).startsWith("Stack hermes-production in us-east-1\n")
                    .containsPattern("PostThrottlesAlarm +2h +Threshold Crossed")
                    .endsWith("Wrong: PostThrottlesAlarm is on\n");
            assertThat(hermes("status", "--json").json().path("alarms")).hasSize(1);
        }

        @Test
        void notificationThatWaitsForLongIsWrong() {
            aws.cloudWatch().oldestMessage(121);

            var run = hermes("status");

            assertThat(run.exitCode()).isEqualTo(5);
            assertThat(run.out()).containsPattern("unordered +0 +0 +2m\n")
                    .contains("Wrong: a notification waits in the unordered queue for 2m; ");
        }
    }

    @Test
    void whoHasNotSignedInIsToldHow(@TempDir Path home) throws IOException, InterruptedException {
        var run = CommandRun.typed(home, "connections", "--stack", "hermes", "--region", "us-east-1");

        assertThat(run.exitCode()).as(run.out()).isEqualTo(1);
        assertThat(run.err().lines()).singleElement().asString().startsWith("hermes: no AWS credentials");
    }

    @Test
    void theRegionOfTheAwsCliIsThatOfTheCommand(@TempDir Path home) throws IOException, InterruptedException {
        var run = CommandRun.typedInShell(home, "",
                "export AWS_DEFAULT_REGION=eu-west-1 AWS_PROFILE=nope; hermes connections --stack hermes");

        assertThat(run.exitCode()).as(run.out()).isEqualTo(1);
        assertThat(run.err().lines()).singleElement().asString()
                .startsWith("hermes: there is no profile nope in " + home.resolve(".aws/config"));
    }

    /** As aws login leaves it behind; the region is the profile's. */
    @Test
    void sessionOfAwsLoginIsSignedInWith(@TempDir Path home) throws IOException, InterruptedException {
        var session = "arn:aws:iam::123456789012:user/ann";
        var cache = Files.createDirectories(home.resolve(".aws/login/cache"));
        Files.writeString(home.resolve(".aws/config"),
                "[profile acme]\nlogin_session = %s\nregion = eu-west-1\n".formatted(session));
        Files.writeString(cache.resolve(sha256(session) + ".json"), """
            {"accessToken": {"accessKeyId": "AKIA", "secretAccessKey": "s", "sessionToken": "t",
              "accountId": "123456789012", "expiresAt": "2099-01-01T00:00:00Z"}, "tokenType": "aws_sigv4",
            "refreshToken": "r", "identityToken": "i", "clientId": "arn:aws:signin:::devtools/same-device",
            "dpopKey": "-----BEGIN EC PRIVATE KEY-----\\nMHcCAQEE\\n-----END EC PRIVATE KEY-----\\n"}""");

        var run = CommandRun.typedInShell(home, "", "export AWS_PROFILE=acme "
                + "AWS_ENDPOINT_URL_CLOUDFORMATION=http://localhost:1; hermes connections --stack hermes");

        assertThat(run.err()).startsWith("hermes: CloudFormation in eu-west-1 cannot be reached");
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void costIsThatOfWhatTheStackCarriesAndHowItWasDeployed() {
        aws.cloudWatch().oldestMessage(70);
        try (var _ = STACK.connect("7", STACK.newRoom())) {
            var run = hermes("cost");

            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.out()).containsPattern("^[1-9]\\d* connections?, 20 messages a day")
                    .containsPattern("X-Ray +traces").contains("invocations x 1000 bytes", "x 2 days x");
            assertThat(hermes("cost", "--connections", "1000", "--messages-per-day", "5").out())
                    .startsWith("1,000 connections, 5 messages a day");
            assertThat(hermes("cost", "--retention-hours", "72").out()).contains("x 3 days x");
        } finally {
            aws.cloudWatch().oldestMessage(0);
        }
    }

    @Test
    void checkTellsOfAlarmsBesideWhatWorks() {
        var silent = hermes("check");
        assertThat(silent.exitCode()).as(silent.out()).isZero();
        assertThat(silent.out()).containsPattern("ok +kick +\\d+ +the connection was told and closed")
                .containsPattern("ok +alarms").containsPattern("ok +protection").endsWith("All holds.\n");

        aws.cloudWatch().ring("hermes-production-PoisonAlarm-1AB2CD", Instant.now());
        try {
            var loud = hermes("check", "--json");
            assertThat(loud.exitCode()).isEqualTo(5);
            assertThat(loud.json().path("holds").asBoolean()).isFalse();
            assertThat(
                    loud.json().path("parts").valueStream().filter(part -> !part.path("holds").asBoolean()))
                    .singleElement().asString().contains("PoisonAlarm on");
        } finally {
            aws.cloudWatch().silence();
        }
    }

    private static CommandRun hermes(String... args) {
        return CommandRun.of(aws.target(), args);
    }

    @Test
    void withoutARegionTheWayToNameItIsTold(@TempDir Path home) throws IOException, InterruptedException {
        var run = CommandRun.typed(home, "connections", "--stack", "hermes");

        assertThat(run).isEqualTo(new CommandRun(1, "",
                "hermes: no region: add --region, or set AWS_REGION or a default in ~/.aws/config\n"));
    }
}

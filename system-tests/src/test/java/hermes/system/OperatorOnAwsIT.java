package hermes.system;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.cli.CommandRun;
import hermes.cli.PretendedAws;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
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
                .startsWith("hermes: no AWS credentials, or expired ones, in profile nope");
    }

    @Test
    void withoutARegionTheWayToNameItIsTold(@TempDir Path home) throws IOException, InterruptedException {
        var run = CommandRun.typed(home, "connections", "--stack", "hermes");

        assertThat(run).isEqualTo(new CommandRun(1, "",
                "hermes: no region: add --region, or set AWS_REGION or a default in ~/.aws/config\n"));
    }
}

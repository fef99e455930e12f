package hermes.system;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.cli.CommandRun;
import hermes.cli.PretendedAws;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** With {@code --stack}: the SDK finds credentials, region and endpoints by itself. */
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

    @Test
    void whoHasNotSignedInIsToldHow(@TempDir Path home) throws IOException, InterruptedException {
        var run = CommandRun.typed(home, "connections", "--stack", "hermes", "--region", "us-east-1");

        assertThat(run.exitCode()).as(run.out()).isEqualTo(1);
        assertThat(run.err().lines()).singleElement().asString().startsWith("hermes: no AWS credentials");
    }

    @Test
    void withoutARegionTheWayToNameItIsTold(@TempDir Path home) throws IOException, InterruptedException {
        var run = CommandRun.typed(home, "connections", "--stack", "hermes");

        assertThat(run).isEqualTo(new CommandRun(1, "",
                "hermes: no region: add --region, or set AWS_REGION or a default in ~/.aws/config\n"));
    }
}

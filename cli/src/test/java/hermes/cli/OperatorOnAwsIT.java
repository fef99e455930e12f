package hermes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * With {@code --stack}: the SDK finds credentials, region and endpoints by itself. Endpoints that this machine's
 * settings give stand for AWS, and a small CloudFormation says what the stack's outputs are.
 */
final class OperatorOnAwsIT extends OperatorCommands {

    private static FakeCloudFormation cloudFormation;
    private static Map<String, String> settings;

    @BeforeAll
    static void pretendToBeAws() throws IOException {
        cloudFormation = FakeCloudFormation.start("hermes-production", STACK.operations().outputs());
        settings = Map.of("aws.accessKeyId", "operator", "aws.secretAccessKey", "secret",
                "aws.endpointUrl", STACK.operations().awsEndpoint().toString(),
                "aws.endpointUrlCloudFormation", cloudFormation.url());
        settings.forEach(System::setProperty);
    }

    @AfterAll
    static void stopPretending() {
        settings.keySet().forEach(System::clearProperty);
        cloudFormation.close();
    }

    @Override
    List<String> target() {
        return List.of("--stack", "hermes-production", "--region", "us-east-1");
    }

    @Test
    void stackThatDoesNotExistIsNamed() {
        var run = CommandRun.of("connections", "--stack", "hermes-staging", "--region", "us-east-1");

        assertThat(run).isEqualTo(new CommandRun(1, "",
                "hermes: stack hermes-staging in us-east-1 cannot be read: Stack with id hermes-staging does not exist\n"));
    }

    @Test
    void optionsOfBothTargetsAreNotMixed() {
        assertThat(CommandRun.of("connections", "--stack", "a", "--port", "1").exitCode()).isEqualTo(2);
        assertThat(CommandRun.of("connections", "--region", "us-east-1").exitCode()).isEqualTo(2);
    }

    /** Else the subcommand would work on another stack than the one that is named. */
    @Test
    void stackNamedBeforeTheSubcommandIsTheOneMeant() {
        var run = CommandRun.of("dead-letters", "--stack", "hermes-staging", "--region", "us-east-1",
                "redrive",
                "--all");

        assertThat(run.err()).contains("stack hermes-staging in us-east-1 cannot be read");
    }
}

package hermes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A template that is not the one of this project. */
final class ForeignTemplateTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock = """
                'Url'                         | the outputs WebSocketUrl, ManagementUrl, QueueUrl, TokensTableName, JwtSecretArn,
                'WebSocketUrl, ManagementUrl' | the outputs QueueUrl, TokensTableName, JwtSecretArn, PasscodeSecretArn, ConnectionsTableName;
                'WebSocketUrl, ManagementUrl, TokensTableName, JwtSecretArn, PasscodeSecretArn, ConnectionsTableName' | the output QueueUrl;
                """)
    void upSaysWhatItLacks(String outputs, String missing) throws IOException {
        var template = new StringBuilder("""
            Transform: AWS::Serverless-2016-10-31
            Resources: {Queue: {Type: "AWS::SQS::Queue"}}
            Outputs:
            """);
        for (var output : outputs.split(", ")) {
            template.append("  ").append(output).append(": {Value: !Ref Queue}\n");
        }
        var file = Files.writeString(folder.resolve("other.yaml"), template);

        var run = CommandRun.of("up", "--port", "0", "--template", file.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .startsWith("hermes: other.yaml is not a template of Hermes: it lacks " + missing)
                .matches("[^\\n]*\\n");
    }
}

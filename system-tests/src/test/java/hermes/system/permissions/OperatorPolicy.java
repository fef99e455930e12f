package hermes.system.permissions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hermes.system.WholeStack;
import hermes.system.permissions.Policy.Statement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The policy that docs/operations.md makes for an operator, as its own lines make it for a stack. */
final class OperatorPolicy {

    /** The AWS CLI as far as these lines use it, of which each output is a file. */
    private static final String AWS_CLI = """
        aws() {
            case "$*" in
            *get-caller-identity*) echo 000000000000 ;;
            *describe-stacks*) cat "outputs/$(sed -E "s/.*OutputKey=='([A-Za-z]+)'.*/\\1/" <<<"$*")" ;;
            esac
        }
        """;

    private OperatorPolicy() {}

    /** @param outputs of the stack, as AWS would have them */
    static Policy of(String stack, Map<String, String> outputs, Path folder)
            throws IOException, InterruptedException {
        Files.createDirectory(folder.resolve("outputs"));
        for (var output : outputs.entrySet()) {
            Files.writeString(folder.resolve("outputs").resolve(output.getKey()), output.getValue());
        }
        var lines = documented().replace("stack=hermes-production", "stack=" + stack);
        var shell = new ProcessBuilder("bash", "-euo", "pipefail", "-c", AWS_CLI + lines)
                .directory(folder.toFile()).redirectErrorStream(true).start();
        var said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor()).as(said).isZero();
        var policy = new ObjectMapper().readTree(folder.resolve("operator.json").toFile());
        return new Policy(policy.path("Statement").valueStream()
                .map(statement -> new Statement(statement.path("Sid").asText(),
                        texts(statement.path("Action")), texts(statement.path("Resource"))))
                .toList());
    }

    private static String documented() throws IOException {
        var page = Files.readString(WholeStack.HOME.resolve("docs/operations.md"));
        var block = Pattern.compile("### An operator's permissions\n.*?\n```\n(.*?)\n```\n", Pattern.DOTALL)
                .matcher(page);
        assertThat(block.find()).isTrue();
        return block.group(1);
    }

    private static List<String> texts(JsonNode oneOrMore) {
        return oneOrMore.isArray()
                ? oneOrMore.valueStream().map(JsonNode::asText).toList()
                : List.of(oneOrMore.asText());
    }
}

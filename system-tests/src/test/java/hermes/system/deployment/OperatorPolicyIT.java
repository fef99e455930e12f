package hermes.system.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.cli.CommandRun;
import hermes.cli.PretendedAws;
import hermes.local.endpoint.AwsCall.Access;
import hermes.local.endpoint.CallFilter;
import hermes.local.endpoint.CallFilter.Verdict;
import hermes.system.WholeStack;
import hermes.testing.Eventually;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What operations gives an operator is what the commands of an operator call, and no more. */
@ResourceLock(WholeStack.SHARED)
final class OperatorPolicyIT {

    @RegisterExtension
    static final WholeStack STACK = WholeStack.ofItsOwn();

    /** Of services that the local stack has not, and of production: tests of the commands themselves have fakes. */
    private static final List<String> ELSEWHERE = List.of("cloudwatch:", "cloudformation:", "logs:",
            "dynamodb:DescribeTable");

    private final Queue<Access> accesses = new ConcurrentLinkedQueue<>();
    private final String room = STACK.newRoom();
    private List<String> target;

    @Test
    void policyIsWhatTheCommandsOfAnOperatorNeed(@TempDir Path folder) throws Exception {
        CallFilter record = call -> {
            if (call.caller().equals("operator")) {
                accesses.addAll(call.accesses());
            }
            return new Verdict.Pass();
        };
        try (var aws = new PretendedAws(STACK.operations().outputs(), STACK.local().awsEndpoint())) {
            target = aws.target();
            STACK.local().add(record);
            operate();
        } finally {
            STACK.local().remove(record);
        }

        var policy = OperatorPolicy.of("hermes-local", outputsOnAws(), folder);
        var needed = List.copyOf(accesses);
        assertThat(needed).as("calls").hasSizeGreaterThan(50)
                .allMatch(access -> policy.statements().stream().anyMatch(one -> one.allows(access)));
        assertThat(policy.statements().stream().filter(OperatorPolicyIT::isUsedHere)
                .flatMap(statement -> statement.unneeded(needed)))
                .as("actions and resources that no command needs").isEmpty();
    }

    private static boolean isUsedHere(OperatorPolicy.Statement statement) {
        return statement.actions().stream()
                .anyMatch(action -> ELSEWHERE.stream().noneMatch(action::startsWith));
    }

    private void operate() throws IOException {
        STACK.putOnQueue("not JSON");
        STACK.putOnQueue("not JSON either");
        STACK.putOnOrderedQueue(room, "not JSON in an order");
        Eventually.isTrue("all are dead letters", () -> STACK.deadLetterCount() == 3);
        hermes(5, "status");
        hermes(0, "dead-letters", "redrive", "--all");
        Eventually.isTrue("all are dead letters again", () -> STACK.deadLetterCount() == 3);
        hermes(0, "dead-letters", "delete", "--all", "--yes");
        hermes(0, "check");
        hermes(0, "token", "--room", room, "--user", "7");
        hermes(0, "publish", "--room", room, "--user", "7", "1");
        hermes(0, "publish", "--room", room, "--user", "7", "--unordered", "2");
        hermes(0, "inbox", "--room", room, "--user", "7");
        try (var _ = STACK.connect("7", room)) {
            hermes(0, "connections", "--room", room);
            hermes(0, "kick", "--room", room, "--yes");
        }
        hermes(0, "grant", "--room", "further", "--user", "7");
        hermes(0, "ungrant", "--room", "further", "--user", "7");
        hermes(0, "revoke", "--room", room, "--user", "7", "--watch", "1s", "--yes");
        hermes(0, "load", "--connections", "2", "--rooms", "1", "--rate", "1", "--duration", "2s", "--yes");
        hermes(0, "rotate-key", "--token-lifetime", "1h", "--yes");
    }

    private void hermes(int exitCode, String... command) {
        var run = CommandRun.of(target, command);
        assertThat(run.exitCode()).as("%s: %s", List.of(command), run).isEqualTo(exitCode);
    }

    /** The address alone is not of AWS here; what was called there has the API's id. */
    private Map<String, String> outputsOnAws() {
        var outputs = new HashMap<>(STACK.operations().outputs());
        var api = accesses.stream().filter(access -> access.action().equals("execute-api:ManageConnections"))
                .map(access -> access.resource().replaceAll(".*:(.*?)/.*", "$1")).findAny().orElseThrow();
        outputs.put("ManagementUrl",
                "https://%s.execute-api.us-east-1.amazonaws.com/development".formatted(api));
        return outputs;
    }
}

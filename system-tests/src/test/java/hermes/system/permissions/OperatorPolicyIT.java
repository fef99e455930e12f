package hermes.system.permissions;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import hermes.cli.CommandRun;
import hermes.cli.PretendedAws;
import hermes.local.endpoint.AwsCall.Access;
import hermes.local.endpoint.CallFilter;
import hermes.local.endpoint.CallFilter.Verdict;
import hermes.system.WholeStack;
import hermes.testing.Eventually;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
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

    /** What every operator has. Another statement's id names the commands that need it. */
    private static final Set<String> TO_LOOK = Set.of("Look", "StatusConnectionsInboxDeadLetters");

    private final Queue<Called> calls = new ConcurrentLinkedQueue<>();
    private final String room = STACK.newRoom();
    private List<String> target;
    private volatile String command;

    /** @param command as ids of statements name it */
    private record Called(String command, Access access) {

        boolean mayRelyOn(Policy.Statement statement) {
            return statement.allows(access)
                    && (TO_LOOK.contains(statement.id()) || statement.id().contains(command));
        }
    }

    @Test
    void policyIsWhatTheCommandsOfAnOperatorNeed(@TempDir Path folder) throws Exception {
        CallFilter record = call -> {
            if (call.caller().equals("operator")) {
                call.accesses().forEach(access -> calls.add(new Called(command, access)));
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
        var needed = List.copyOf(calls);
        assertThat(needed).as("calls").hasSizeGreaterThan(50);
        assertThat(needed).filteredOn(call -> !policy.allows(call.access())).as("calls that are denied")
                .isEmpty();
        assertThat(new Policy(policy.statements().stream().filter(OperatorPolicyIT::isUsedHere).toList())
                .unneeded(needed.stream().map(Called::access).toList()))
                .as("actions and resources that no command needs").isEmpty();
        assertThat(needed).filteredOn(call -> policy.statements().stream().noneMatch(call::mayRelyOn))
                .as("calls that need a statement whose id does not name their command").isEmpty();
    }

    private static boolean isUsedHere(Policy.Statement statement) {
        return statement.actions().stream()
                .anyMatch(action -> ELSEWHERE.stream().noneMatch(action::startsWith));
    }

    private void operate() throws Exception {
        STACK.clearQueues();
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
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var tail = threads.submit(() -> hermes(0, "tail", "--room", room, "--count", "1"));
            try {
                Eventually.isTrue("it has heard something", () -> {
                    STACK.publish(room, "3");
                    return tail.isDone();
                });
                tail.get();
            } finally {
                tail.cancel(true);
            }
        }
        hermes(0, "cost");
        hermes(0, "grant", "--room", "further", "--user", "7");
        hermes(0, "ungrant", "--room", "further", "--user", "7");
        hermes(0, "revoke", "--room", room, "--user", "7", "--watch", "1s", "--yes");
        hermes(0, "load", "--connections", "2", "--rooms", "1", "--rate", "1", "--duration", "2s", "--yes");
        hermes(0, "rotate-key", "--token-lifetime", "1h", "--yes");
    }

    private void hermes(int exitCode, String... words) {
        command = named(words);
        var run = CommandRun.of(target, words);
        assertThat(run.exitCode()).as("%s: %s", List.of(words), run).isEqualTo(exitCode);
    }

    /** Of {@code dead-letters redrive} the second word, and of {@code rotate-key} both. */
    private static String named(String... words) {
        var name = words.length > 1 && !words[1].startsWith("-") ? words[1] : words[0];
        return Stream.of(name.split("-")).map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT)
                + word.substring(1)).collect(joining());
    }

    /** The address alone is not of AWS here; what was called there has the API's id. */
    private Map<String, String> outputsOnAws() {
        var outputs = new HashMap<>(STACK.operations().outputs());
        var api = calls.stream().map(Called::access)
                .filter(access -> access.action().equals("execute-api:ManageConnections"))
                .map(access -> access.resource().replaceAll(".*:(.*?)/.*", "$1")).findAny().orElseThrow();
        outputs.put("ManagementUrl",
                "https://%s.execute-api.us-east-1.amazonaws.com/development".formatted(api));
        return outputs;
    }
}

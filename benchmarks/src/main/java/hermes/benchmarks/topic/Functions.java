package hermes.benchmarks.topic;

import hermes.benchmarks.aws.AwsStub;
import hermes.benchmarks.aws.Certificate;
import hermes.benchmarks.aws.World;
import hermes.benchmarks.process.Code;
import hermes.benchmarks.process.FunctionProcess;
import hermes.send.delivery.ConnectionSender;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Starts the functions of {@code template.yaml}, and what they are compared with, around one stand-in for AWS.
 *
 * @param before whose functions these are compared with; empty for those on Node
 */
record Functions(Home home, Optional<Home> before, AwsStub aws) {

    /** Those that differ from 1 GB in the template as well. */
    private static final Map<String, Integer> MEGABYTES = Map.of("authorizer", 1769, "send-message", 1769,
            "disconnect", 512);
    private static final int ONE_GIGABYTE = 1024;

    private static final Map<String, String> HANDLERS = Map.of(
            "authorizer", "hermes.authorizer.AuthorizerFunction::handleRequest",
            "connect", "hermes.connect.ConnectFunction::handleRequest",
            "disconnect", "hermes.disconnect.DisconnectFunction::handleRequest",
            "send-message", "hermes.send.SendMessageFunction::handleRequest");

    static Functions of(Plan plan, AwsStub aws) {
        return new Functions(plan.home(), plan.before(), aws);
    }

    FunctionProcess start(String function) throws IOException {
        return start(function, Map.of());
    }

    /** @param more variables, beside and instead of those of all */
    FunctionProcess start(String function, Map<String, String> more) throws IOException {
        return start(home, function, more);
    }

    private FunctionProcess start(Home version, String function, Map<String, String> more)
            throws IOException {
        var options = aws.certificate().map(Certificate::javaOptions).orElse(List.of());
        var code = Code.java(version.jar(function), HANDLERS.get(function),
                MEGABYTES.getOrDefault(function, ONE_GIGABYTE), options);
        return FunctionProcess.start(code, variables(more));
    }

    /**
     * Starts what a function is compared with.
     *
     * @param node what does the same on Node
     * @param more variables, beside and instead of those of all
     */
    FunctionProcess startReference(String function, String node, Map<String, String> more)
            throws IOException {
        return before.isPresent() ? start(before.get(), function, more) : startNode(node, more);
    }

    private FunctionProcess startNode(String function, Map<String, String> more) throws IOException {
        var variables = variables(more);
        variables.put("MOST_POSTS_AT_ONCE", "" + ConnectionSender.MOST_POSTS_AT_ONCE);
        aws.certificate().ifPresent(certificate -> variables.putAll(certificate.nodeVariables()));
        return FunctionProcess.start(Code.node(home.nodeRuntime(), home.nodeFunction(function)), variables);
    }

    private Map<String, String> variables(Map<String, String> more) {
        var variables = new HashMap<String, String>();
        variables.put("AWS_ENDPOINT_URL", aws.address());
        variables.put("AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI", aws.address() + "/development");
        variables.put("CONNECTIONS_TABLE", World.CONNECTIONS);
        variables.put("CONNECTIONS_PER_USER", "20");
        variables.put("NOTIFICATIONS_TABLE", World.NOTIFICATIONS);
        variables.put("INBOX_STATES_TABLE", "inbox-states");
        variables.put("GRANTS_TABLE", "grants");
        variables.put("TOKENS_TABLE", World.TOKENS + "10");
        variables.put("JWT_SECRET_ID", "jwt");
        for (var queue : List.of("QUEUE", "DEAD_LETTER_QUEUE", "ORDERED_QUEUE",
                "ORDERED_DEAD_LETTER_QUEUE")) {
            variables.put(queue + "_URL", "%s/000000000000/%s".formatted(aws.address(), queue));
        }
        variables.put("MAX_RECEIVE_COUNT", "20");
        variables.put("RETENTION_HOURS", "24");
        variables.put("INBOX_DAYS", "30");
        variables.putAll(more);
        return variables;
    }
}

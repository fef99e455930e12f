package hermes.local.lambda;

import hermes.local.stack.Credentials;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * A function as the template describes it.
 *
 * @param name physical name
 * @param invokedArn with the alias, if the template publishes one
 * @param storageMegabytes the largest file that it may write
 * @param credentials its own, by which its calls can be told
 * @param environment what the template gives it, resolved
 * @param logging the variables that tell the runtime how to log
 */
public record FunctionSpec(String id, String name, String invokedArn, Path jar, String handler,
        Duration timeout,
        int memoryMegabytes, int storageMegabytes, Credentials credentials, Map<String, String> environment,
        Map<String, String> logging) {

    private static final Duration LAMBDAS_INIT_LIMIT = Duration.ofSeconds(10);

    /**
     * How long the function may initialise. What takes longer Lambda begins again with the first event, within the
     * function's time-out; so one that takes longer than both never works.
     *
     * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html#runtimes-lifecycle-ib">Init
     *      phase</a>
     */
    Duration initLimit() {
        return timeout.compareTo(LAMBDAS_INIT_LIMIT) > 0 ? timeout : LAMBDAS_INIT_LIMIT;
    }
}

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
 * @param credentials its own, by which its calls can be told
 * @param environment what the template gives it, resolved
 * @param logging the variables that tell the runtime how to log
 */
public record FunctionSpec(String id, String name, String invokedArn, Path jar, String handler,
        Duration timeout,
        int memoryMegabytes, Credentials credentials, Map<String, String> environment,
        Map<String, String> logging) {}

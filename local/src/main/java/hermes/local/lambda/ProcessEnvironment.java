package hermes.local.lambda;

import hermes.local.stack.Credentials;
import hermes.local.template.ResourceRefs;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The environment variables of a function's process: those of AWS and those of the template, none of the user's.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html">Environment variables</a>
 */
final class ProcessEnvironment {

    private ProcessEnvironment() {}

    static Map<String, String> of(FunctionSpec function, Map<String, String> shared, Path taskRoot) {
        Map<String, String> variables = new HashMap<>(shared);
        variables.put("AWS_LAMBDA_FUNCTION_NAME", function.name());
        variables.put("AWS_LAMBDA_FUNCTION_VERSION", ResourceRefs.FUNCTION_VERSION);
        variables.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", String.valueOf(function.memoryMegabytes()));
        variables.put("AWS_LAMBDA_LOG_STREAM_NAME", "local/[" + ResourceRefs.FUNCTION_VERSION + "]");
        variables.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
        variables.put("AWS_EXECUTION_ENV", "AWS_Lambda_java25");
        variables.put("_HANDLER", function.handler());
        variables.put("LAMBDA_TASK_ROOT", taskRoot.toString());
        variables.put("LANG", "en_US.UTF-8");
        // Lambda has that locale, a minimal Linux only this one; the JVM finds no path with an umlaut in any other.
        variables.put("LC_ALL", "C.UTF-8");
        variables.put("TZ", ":UTC");
        variables.put("PATH", "/usr/local/bin:/usr/bin:/bin");
        Credentials credentials = function.credentials();
        variables.put("AWS_REGION", credentials.region());
        variables.put("AWS_DEFAULT_REGION", credentials.region());
        variables.put("AWS_ACCESS_KEY_ID", credentials.accessKeyId());
        variables.put("AWS_SECRET_ACCESS_KEY", credentials.secretAccessKey());
        // Lambda's keys are those of a role, which come with a token.
        variables.put("AWS_SESSION_TOKEN", "local");
        variables.putAll(function.logging());
        // Last, as a template may replace every variable that Lambda does not reserve.
        variables.putAll(function.environment());
        return Map.copyOf(variables);
    }
}

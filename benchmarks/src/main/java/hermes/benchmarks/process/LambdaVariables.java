package hermes.benchmarks.process;

import java.util.HashMap;
import java.util.Map;

/**
 * The environment variables that Lambda sets itself.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html">Environment variables</a>
 */
final class LambdaVariables {

    private LambdaVariables() {}

    /** @param runtimeApi host and port */
    static Map<String, String> of(Code code, String runtimeApi) {
        var variables = new HashMap<String, String>();
        variables.put("AWS_LAMBDA_RUNTIME_API", runtimeApi);
        variables.put("AWS_LAMBDA_FUNCTION_NAME", "measured");
        variables.put("AWS_LAMBDA_FUNCTION_VERSION", "1");
        variables.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1769");
        variables.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/measured");
        variables.put("AWS_LAMBDA_LOG_STREAM_NAME", "measured");
        variables.put("AWS_LAMBDA_LOG_FORMAT", "JSON");
        variables.put("AWS_LAMBDA_LOG_LEVEL", "INFO");
        variables.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
        variables.put("AWS_EXECUTION_ENV", "AWS_Lambda_java25");
        variables.put("_HANDLER", code.handler());
        variables.put("LAMBDA_TASK_ROOT", System.getProperty("java.io.tmpdir"));
        variables.put("AWS_REGION", "eu-west-1");
        variables.put("AWS_DEFAULT_REGION", "eu-west-1");
        variables.put("AWS_ACCESS_KEY_ID", "measured");
        variables.put("AWS_SECRET_ACCESS_KEY", "measured");
        variables.put("AWS_SESSION_TOKEN", "measured");
        variables.put("LC_ALL", "C.UTF-8");
        variables.put("TZ", ":UTC");
        variables.put("PATH", System.getenv("PATH"));
        return variables;
    }
}

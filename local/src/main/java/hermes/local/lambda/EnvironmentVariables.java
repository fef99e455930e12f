package hermes.local.lambda;

import hermes.local.stack.Json;
import hermes.local.template.Section;
import java.util.Map;
import java.util.Set;

/**
 * The variables that a template may give a function.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html">Environment variables</a>
 */
final class EnvironmentVariables {

    private static final int MOST_BYTES = 4096;

    private static final Set<String> RESERVED = Set.of("_HANDLER", "_X_AMZN_TRACE_ID", "AWS_DEFAULT_REGION",
            "AWS_REGION", "AWS_EXECUTION_ENV", "AWS_LAMBDA_FUNCTION_NAME", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
            "AWS_LAMBDA_FUNCTION_VERSION", "AWS_LAMBDA_INITIALIZATION_TYPE", "AWS_LAMBDA_LOG_GROUP_NAME",
            "AWS_LAMBDA_LOG_STREAM_NAME", "AWS_ACCESS_KEY", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY",
            "AWS_SESSION_TOKEN", "AWS_LAMBDA_RUNTIME_API", "LAMBDA_TASK_ROOT", "LAMBDA_RUNTIME_DIR");

    private EnvironmentVariables() {}

    /** Of {@code Variables}, as they are on AWS. */
    static Map<String, String> of(Section variables) {
        var texts = variables.allTexts();
        for (var name : texts.keySet()) {
            if (RESERVED.contains(name)) {
                throw variables.error(name + " is reserved by Lambda");
            }
            if (!name.matches("[a-zA-Z][a-zA-Z0-9_]+")) {
                throw variables
                        .error(("found the name '%s', expected a letter, and then letters, digits and _,"
                                + " at least one").formatted(name));
            }
        }
        var measured = Json.object();
        texts.forEach(measured::put);
        int bytes = Json.bytes(measured).length;
        if (bytes > MOST_BYTES) {
            throw variables.error("all variables together have %,d bytes as JSON, and Lambda takes %,d"
                    .formatted(bytes, MOST_BYTES));
        }
        return texts;
    }
}

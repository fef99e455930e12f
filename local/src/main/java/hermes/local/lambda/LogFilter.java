package hermes.local.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Which lines of a function get into its log. A line without a level that is known, or without a time that can be read,
 * counts as INFO: so do lines of metrics and those that are not JSON. Immutable.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html">Log-level
 *      filtering</a>
 */
final class LogFilter {

    private static final List<String> LEVELS = List.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL");
    private static final String UNSPECIFIED = "INFO";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final int least;

    private LogFilter(int least) {
        this.least = least;
    }

    /** @param variables that tell the runtime how to log; without the format JSON everything passes */
    static LogFilter of(Map<String, String> variables) {
        var level = variables.getOrDefault("AWS_LAMBDA_LOG_LEVEL", UNSPECIFIED);
        return new LogFilter(
                "JSON".equals(variables.get("AWS_LAMBDA_LOG_FORMAT")) ? LEVELS.indexOf(level) : 0);
    }

    boolean passes(String line) {
        return LEVELS.indexOf(level(line)) >= least;
    }

    private static String level(String line) {
        try {
            var level = line.startsWith("{") ? level(JSON.readTree(line)) : UNSPECIFIED;
            return LEVELS.contains(level) ? level : UNSPECIFIED;
        } catch (JsonProcessingException _) {
            return UNSPECIFIED;
        }
    }

    private static String level(JsonNode line) {
        try {
            OffsetDateTime.parse(line.path("timestamp").asText());
            return line.path("level").asText().toUpperCase(Locale.ROOT);
        } catch (DateTimeException _) {
            return UNSPECIFIED;
        }
    }
}

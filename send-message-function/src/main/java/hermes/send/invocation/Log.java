package hermes.send.invocation;

import hermes.send.json.JsonObject;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.util.function.UnaryOperator;

/**
 * One line of JSON for each thing worth knowing, with the id of the request that it belongs to. What publishers
 * and browsers send is never logged, only its ids. Lambda believes the level of a line only if that has a time as well.
 * Thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-logformat.html">JSON logs</a>
 */
public final class Log {
    private final PrintStream out;
    private final Clock clock;
    private final Level least;
    private final String requestId;

    /** In the order of their weight, by the names that Lambda gives them. */
    public enum Level {
        TRACE, DEBUG, INFO, WARN, ERROR, FATAL
    }

    public Log(PrintStream out, Clock clock, Level least, String requestId) {
        this.out = out;
        this.clock = clock;
        this.least = least;
        this.requestId = requestId;
    }

    public void info(String event, UnaryOperator<JsonObject> details) {
        line(Level.INFO, event, details);
    }

    public void warn(String event, UnaryOperator<JsonObject> details) {
        line(Level.WARN, event, details);
    }

    public void error(String event, Throwable cause, UnaryOperator<JsonObject> details) {
        line(Level.ERROR, event, line -> details.apply(line).text("cause", trace(cause)));
    }

    private static String trace(Throwable cause) {
        var trace = new StringWriter();
        cause.printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }

    private void line(Level level, String event, UnaryOperator<JsonObject> details) {
        if (level.compareTo(least) >= 0) {
            var start = new JsonObject().text("timestamp", clock.instant().toString())
                    .text("level", level.name()).text("event", event)
                    .text("request_id", requestId);
            out.println(details.apply(start));
        }
    }
}

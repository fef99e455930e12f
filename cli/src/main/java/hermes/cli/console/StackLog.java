package hermes.cli.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hermes.cli.terminal.Json;
import hermes.local.stack.GatewayEvent;
import hermes.local.stack.GatewayEvent.Closed;
import hermes.local.stack.GatewayEvent.Opened;
import hermes.local.stack.GatewayEvent.Received;
import hermes.local.stack.GatewayEvent.Refused;
import hermes.local.stack.GatewayEvent.Sent;
import hermes.local.stack.StackEvent;
import hermes.local.stack.StackEvent.AtGateway;
import hermes.local.stack.StackEvent.Denied;
import hermes.local.stack.StackEvent.FunctionOutput;
import hermes.local.stack.StackEvent.Invoked;
import hermes.local.stack.StackEvent.Warning;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Tells the person at the terminal in one line each, and the pages as JSON, what happens in the stack. Lines of
 * metrics become figures, and are kept from the terminal. Thread-safe.
 */
public final class StackLog implements Consumer<StackEvent> {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);
    private static final String COLUMNS = "%-19s  %s";

    private final PrintWriter out;
    private final Executor printing;
    private final LogFeed feed;
    private final MetricStatistics figures;
    private final Clock clock;
    private volatile boolean quiet = true;

    /**
     * Starts quiet: the invocations that belong to the start are told to the pages only, unless they fail.
     *
     * @param printing does not keep those waiting to whom something happens
     */
    public StackLog(PrintWriter out, Executor printing, LogFeed feed, MetricStatistics figures, Clock clock) {
        this.out = out;
        this.printing = printing;
        this.feed = feed;
        this.figures = figures;
        this.clock = clock;
    }

    public void tellEverything() {
        quiet = false;
    }

    @Override
    public void accept(StackEvent event) {
        if (event instanceof AtGateway(Received _) || event instanceof AtGateway(Sent _)) {
            // One for each browser and notification: they would bury everything else.
            return;
        }
        var measured = measured(event);
        figures.add(measured);
        var now = clock.instant();
        feed.add(json(event).put("time", now.toString()));
        if (measured.isEmpty() && (!quiet || isTrouble(event))) {
            var line = TIME.format(now.atZone(ZoneId.systemDefault())) + "  " + line(event);
            printing.execute(() -> out.println(line));
        }
    }

    private static List<Measurement> measured(StackEvent event) {
        return event instanceof FunctionOutput(_, String line) ? MetricLines.in(line) : List.of();
    }

    private static boolean isTrouble(StackEvent event) {
        return switch (event) {
            case Invoked invoked -> invoked.failed();
            case Warning _,Denied _ -> true;
            case FunctionOutput _,AtGateway _ -> false;
        };
    }

    private static String line(StackEvent event) {
        return switch (event) {
            case FunctionOutput(String function, String line) -> COLUMNS.formatted(function, "| " + line);
            case Invoked invoked -> COLUMNS.formatted(invoked.function(),
                    "%s → %s%s (%d ms)".formatted(invoked.input(), invoked.failed() ? "FAILED " : "",
                            invoked.output(), invoked.duration().toMillis()));
            case AtGateway(GatewayEvent atGateway) -> COLUMNS.formatted("gateway", gatewayLine(atGateway));
            case Warning(String sentence) -> COLUMNS.formatted("warning", sentence);
            case Denied denied -> COLUMNS.formatted("denied", denied.sentence());
        };
    }

    private static String gatewayLine(GatewayEvent event) {
        return switch (event) {
            case Refused(int status, String reason) -> "refused a handshake with " + status + ": " + reason;
            case Opened(String connection, _) -> "opened " + connection;
            case Received(String connection, String route, int bytes) ->
                "received " + bytes + " bytes for " + route + " from " + connection;
            case Sent(String connection, int bytes) -> "sent " + bytes + " bytes to " + connection;
            case GatewayEvent.Failed(String connection, String route, String reason) ->
                route + " of " + connection + " failed: " + reason;
            case Closed(String connection, int code, _, String explanation) ->
                "closed " + connection + " with " + code + ": " + explanation;
        };
    }

    private static ObjectNode json(StackEvent event) {
        return switch (event) {
            case FunctionOutput(String function, String line) ->
                Json.object().put("kind", "output").put("function", function).put("line", line);
            case Invoked invoked -> Json.object()
                    .put("kind", "invocation")
                    .put("function", invoked.function())
                    .put("input", invoked.input())
                    .put("output", invoked.output())
                    .put("durationMillis", invoked.duration().toNanos() / 1_000_000.0)
                    .put("failed", invoked.failed());
            case AtGateway(GatewayEvent atGateway) ->
                Json.object().put("kind", "gateway").put("sentence", gatewayLine(atGateway));
            case Warning(String sentence) -> Json.object().put("kind", "warning").put("sentence", sentence);
            case Denied denied -> Json.object().put("kind", "warning").put("sentence", denied.sentence());
        };
    }
}

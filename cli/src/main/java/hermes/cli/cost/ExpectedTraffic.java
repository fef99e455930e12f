package hermes.cli.cost;

import hermes.cli.terminal.DurationConverter;
import java.time.Duration;
import picocli.CommandLine.Option;

/** What a stack has to carry, as its operator knows it. */
public final class ExpectedTraffic {

    /** Of what must be given, or read from a stack. */
    public static final long NOT_GIVEN = -1;

    @Option(
            names = "--connections",
            paramLabel = "N",
            description = "Connections that are open at the same time, on average over the time in use.")
    public long connections = NOT_GIVEN;

    @Option(
            names = "--messages-per-day",
            paramLabel = "M",
            description = "Notifications that are published on a day, in all rooms together.")
    public long messagesPerDay = NOT_GIVEN;

    @Option(
            names = "--marks-per-day",
            paramLabel = "N",
            defaultValue = "0",
            description = "How often users read, see or archive something in their inboxes on a day, all together "
                    + "(default: ${DEFAULT-VALUE}).")
    public long marksPerDay;

    @Option(
            names = "--inbox-pages-per-day",
            paramLabel = "N",
            defaultValue = "0",
            description = "Pages of inboxes that are opened on a day, all together (default: ${DEFAULT-VALUE}).")
    public long inboxPagesPerDay;

    @Option(
            names = "--rooms",
            paramLabel = "N",
            defaultValue = "0",
            description = "Rooms that a connection is in beside its home room, on average (default: ${DEFAULT-VALUE}).")
    public long furtherRooms;

    @Option(
            names = "--receivers",
            paramLabel = "N",
            defaultValue = "10",
            description = "Connections that a notification reaches, on average (default: ${DEFAULT-VALUE}).")
    public long receivers;

    @Option(
            names = "--message-bytes",
            paramLabel = "BYTES",
            defaultValue = "1024",
            description = "Size of a notification on the wire (default: ${DEFAULT-VALUE}).")
    public long messageBytes;

    @Option(
            names = "--hours-per-day",
            paramLabel = "HOURS",
            defaultValue = "24",
            description = "How long the connections are open on a day (default: ${DEFAULT-VALUE}).")
    public double hoursPerDay;

    @Option(
            names = "--heartbeat",
            paramLabel = "TIME",
            defaultValue = Reckoning.HEARTBEAT_SECONDS + "s",
            converter = DurationConverter.class,
            description = "How often a client resumes (default: ${DEFAULT-VALUE}, the mean of the browser client's 5 "
                    + "to 8 minutes).")
    public Duration heartbeat;

    @Option(
            names = "--reconnect",
            paramLabel = "TIME",
            defaultValue = Reckoning.RECONNECT_MINUTES + "m",
            converter = DurationConverter.class,
            description = "How long a connection lives (default: ${DEFAULT-VALUE}; the browser client renews it after "
                    + "90 to 115 minutes).")
    public Duration reconnect;

    @Option(
            names = "--unordered",
            description = "Notifications are published on the queue that keeps no order.")
    public boolean unordered;

    @Option(
            names = "--retention-hours",
            paramLabel = "HOURS",
            description = "The stack's RetentionHours (default: 24).")
    public long retentionHours = 24;

    @Option(names = "--tracing", description = "The stack's Tracing is Active: X-Ray is paid too.")
    public boolean tracing;

    @Option(
            names = "--system-log-level",
            paramLabel = "LEVEL",
            description = "The stack's SystemLogLevel: WARN (default), or INFO, which logs two lines more for each "
                    + "invocation.")
    public SystemLogLevel systemLogLevel = SystemLogLevel.WARN;

    /** As the template's parameter. */
    public enum SystemLogLevel {
        INFO, WARN
    }
}

package hermes.cli.load;

import hermes.cli.terminal.CountConverter;
import hermes.cli.terminal.DurationConverter;
import hermes.cli.terminal.Printer;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How much load, as it is typed. */
public final class LoadOptions {

    /** A machine has some 28,000 ports for connections to one address. */
    private static final int MOST_CONNECTIONS = 25_000;

    /** What the ordered queue takes a second from one publisher: 300 requests with ten messages each. */
    private static final int MOST_RATE = 3_000;

    /** A connection ends after two hours, and those of a large load take a while to open. */
    private static final Duration LONGEST = Duration.ofHours(1);

    private static final long MOST_REMEMBERED_MB = 1_000;
    private static final long MB = 1_000_000;

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "100",
            converter = CountConverter.class,
            description = "Connections that are open all the time (default: ${DEFAULT-VALUE}).")
    private long connections;

    @Option(
            names = "--rooms",
            paramLabel = "N",
            defaultValue = "10",
            converter = CountConverter.class,
            description = "Rooms among which they are spread (default: ${DEFAULT-VALUE}). Each notification reaches "
                    + "all connections of its room.")
    private long rooms;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "10",
            converter = CountConverter.class,
            description = "Notifications a second, in all rooms together (default: ${DEFAULT-VALUE}).")
    private long rate;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            defaultValue = "30s",
            converter = DurationConverter.class,
            description = "How long is published: 30s, 5m (default: ${DEFAULT-VALUE}).")
    private Duration duration;

    @Option(
            names = "--storm",
            description = "All connections are cut at half time, and come back with resume.")
    private boolean storm;

    @Option(
            names = "--handshakes",
            paramLabel = "N",
            defaultValue = "8",
            converter = CountConverter.class,
            description = "Handshakes that are under way at once, at most (default: ${DEFAULT-VALUE}).")
    private long handshakes;

    /** What is wrong with it is wrong usage, said by that printer. */
    public LoadPlan plan(Printer printer) {
        require(connections <= MOST_CONNECTIONS, printer,
                "--connections is %,d; one machine can open %,d to one address", connections,
                MOST_CONNECTIONS);
        require(rooms <= connections, printer,
                "--rooms is %,d, but --connections only %,d; each room needs one", rooms, connections);
        require(rate <= MOST_RATE, printer,
                "--rate is %,d; one publisher gets %,d a second into the ordered queue", rate, MOST_RATE);
        require(duration.compareTo(LONGEST) <= 0, printer,
                "--duration is longer than an hour; a stack ends every connection after two");
        var plan = new LoadPlan((int) connections, (int) rooms, (int) rate, duration, storm,
                (int) Math.min(handshakes, connections));
        require(plan.rememberedBytes() <= MOST_REMEMBERED_MB * MB, printer,
                "to remember what each connection got would take %,d MB, and %,d are the most; "
                        + "take fewer connections, more rooms, a lower rate or a shorter time",
                plan.rememberedBytes() / MB, MOST_REMEMBERED_MB);
        return plan;
    }

    private static void require(boolean right, Printer printer, String otherwise, Object... found) {
        if (!right) {
            throw printer.wrongUsage(otherwise.formatted(found));
        }
    }
}

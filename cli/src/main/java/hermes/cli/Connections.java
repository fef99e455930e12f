package hermes.cli;

import hermes.cli.stack.StackJson;
import hermes.cli.stack.TargetOptions;
import hermes.cli.terminal.Columns;
import hermes.cli.terminal.IdConverter;
import hermes.cli.terminal.JsonPrinter;
import hermes.cli.terminal.Progress;
import hermes.cli.terminal.ShortDuration;
import hermes.common.Connection;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "connections",
        mixinStandardHelpOptions = true,
        description = {
                "Lists who is connected, and since when.",
                "One room is read from an index; all rooms are a scan of the whole table, which takes time and costs",
                "read units when there are many. A connection of the last second can be missing. HOME is the room of its",
                "token; one that has joined others has a line for each."},
        footer = {"",
                "Examples:",
                "  ${hermes.command} connections --room acme",
                "  ${hermes.command} connections --stack hermes-production --json | jq -r .room | sort | uniq -c"})
final class Connections implements Runnable {

    @Mixin
    private TargetOptions options;

    @Option(
            names = "--room",
            paramLabel = "ROOM",
            converter = IdConverter.class,
            description = "Only this room.")
    private String room;

    @Mixin
    private JsonPrinter printer;

    @Override
    public void run() {
        var out = printer.out();
        var progress = new Progress(printer.err(), "connections read");
        try (var stack = options.operations()) {
            var found = room == null
                    ? stack.connections()
                    : stack.connections(room, Optional.empty()).stream();
            if (printer.json()) {
                found.forEach(connection -> {
                    out.println(StackJson.of(connection));
                    progress.add(1);
                });
            } else {
                printTable(found, progress, out);
            }
        }
    }

    private void printTable(Stream<Connection> connections, Progress progress, PrintWriter out) {
        var now = Instant.now();
        var rows = new ArrayList<String[]>();
        connections.forEach(connection -> {
            rows.add(row(connection, now));
            progress.add(1);
        });
        if (rows.isEmpty()) {
            out.println("Nobody is connected" + (room == null ? "." : " to room " + room + "."));
            return;
        }
        var table = new Columns("ROOM", "USER", "CONNECTED", "FOR", "HOME", "CONNECTION");
        rows.forEach(table::add);
        table.print(out);
    }

    private static String[] row(Connection connection, Instant now) {
        return new String[]{connection.room(), connection.user(),
                connection.connectedAt().truncatedTo(ChronoUnit.SECONDS).toString(),
                ShortDuration.of(Duration.between(connection.connectedAt(), now)),
                connection.home() ? "yes" : "no", connection.id()};
    }
}

package hermes.cli;

import hermes.cli.stack.OpenConnections;
import hermes.cli.stack.Target;
import hermes.cli.stack.TargetOptions;
import hermes.cli.terminal.Columns;
import hermes.cli.terminal.Json;
import hermes.cli.terminal.Progress;
import hermes.cli.terminal.ShortDuration;
import hermes.common.Connection;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "connections",
        mixinStandardHelpOptions = true,
        description = {
                "Lists who is connected, and since when.",
                "One room is read from an index; all rooms are a scan of the whole table, which takes time and costs",
                "read units when there are many. A connection of the last second can be missing."},
        footer = {"",
                "Examples:",
                "  ./hermes connections --room acme",
                "  ./hermes connections --stack hermes-production --json | jq -r .room | sort | uniq -c"})
final class ListConnections implements Runnable {

    @Mixin
    private TargetOptions options;

    @Option(names = "--room", paramLabel = "ROOM", description = "Only this room.")
    private String room;

    @Option(names = "--json", description = "Print one JSON object for each connection, one in a line.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        var progress = new Progress(spec.commandLine().getErr(), "connections read");
        try (Target target = options.open()) {
            var roster = new OpenConnections(target);
            Stream<Connection> found = (room == null ? roster.all() : roster.inRoom(room).stream())
                    .peek(_ -> progress.add(1));
            if (json) {
                found.forEach(connection -> out.println(asJson(connection)));
            } else {
                printTable(found, out);
            }
        }
    }

    private static String asJson(Connection connection) {
        return Json.object().put("connection", connection.id()).put("room", connection.room())
                .put("user", connection.user())
                .put("connectedAt", connection.connectedAt().toString())
                .put("expiresAt", connection.expiresAt().toString())
                .toString();
    }

    private void printTable(Stream<Connection> connections, PrintWriter out) {
        var now = Instant.now();
        var table = new Columns("ROOM", "USER", "CONNECTED", "FOR", "CONNECTION");
        long count = connections.peek(connection -> table.add(connection.room(), connection.user(),
                connection.connectedAt().truncatedTo(ChronoUnit.SECONDS).toString(),
                ShortDuration.of(Duration.between(connection.connectedAt(), now)), connection.id()))
                .mapToLong(_ -> 1).sum();
        if (count > 0) {
            table.print(out);
        } else {
            out.println("Nobody is connected" + (room == null ? "." : " to room " + room + "."));
        }
    }
}

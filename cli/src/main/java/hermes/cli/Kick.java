package hermes.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hermes.cli.stack.Closings;
import hermes.cli.stack.OpenConnections;
import hermes.cli.stack.Target;
import hermes.cli.stack.TargetOptions;
import hermes.cli.terminal.Confirmation;
import hermes.cli.terminal.Json;
import hermes.common.Connection;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "kick",
        mixinStandardHelpOptions = true,
        description = {
                "Closes the connections of a room, or of one user in it.",
                "Clients come back by themselves and lose nothing. To keep a user out, see: ./hermes revoke --help"},
        footer = {"", "Example:  ./hermes kick --room acme --user 7 --stack hermes-production"})
final class Kick implements Runnable {

    @Mixin
    private TargetOptions options;

    @Mixin
    private Confirmation confirmation;

    @Option(names = "--room", required = true, paramLabel = "ROOM", description = "The room.")
    private String room;

    @Option(names = "--user", paramLabel = "USER", description = "Only this user.")
    private String user;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        try (Target target = options.open()) {
            var roster = new OpenConnections(target);
            List<Connection> found = roster.inRoom(room, Optional.ofNullable(user));
            if (!found.isEmpty()) {
                confirmation.require("Close %d connection%s of %s in room %s of %s".formatted(found.size(),
                        found.size() == 1 ? "" : "s", user == null ? "everyone" : "user " + user, room,
                        target));
            }
            report(Closings.to(found, roster, spec.commandLine().getErr()), found.isEmpty());
        }
    }

    private void report(Closings farewell, boolean nobody) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            ObjectNode report = Json.object();
            farewell.addTo(report);
            out.println(report);
        } else if (nobody) {
            out.println(user == null
                    ? "Nobody is connected to room " + room + "."
                    : "User " + user + " is not connected to room " + room + ".");
        } else {
            farewell.print(out);
        }
    }
}

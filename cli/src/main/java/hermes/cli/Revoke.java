package hermes.cli;

import hermes.cli.stack.Closings;
import hermes.cli.stack.TargetOptions;
import hermes.cli.terminal.Confirmation;
import hermes.cli.terminal.IdConverter;
import hermes.cli.terminal.Json;
import hermes.cli.terminal.JsonPrinter;
import hermes.cli.terminal.Progress;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "revoke",
        mixinStandardHelpOptions = true,
        description = {
                "Takes a user's access to a room away.",
                "No token opens a connection any more, and the open ones are closed. The next token that a backend",
                "issues for this user and room lets the user in again, and makes earlier ones good that have not",
                "expired: stop the backend first."},
        footer = {"",
                "A handshake that is under way at this moment can still succeed. To be sure, kick a minute later.",
                "",
                "Example:  ./hermes revoke --room acme --user 7 --stack hermes-production"})
final class Revoke implements Runnable {

    @Mixin
    private TargetOptions options;

    @Mixin
    private Confirmation confirmation;

    @Option(
            names = "--room",
            required = true,
            paramLabel = "ROOM",
            converter = IdConverter.class,
            description = "The room.")
    private String room;

    @Option(
            names = "--user",
            required = true,
            paramLabel = "USER",
            converter = IdConverter.class,
            description = "The user.")
    private String user;

    @Mixin
    private JsonPrinter printer;

    @Override
    public void run() {
        try (var stack = options.operations()) {
            confirmation
                    .require("Revoke the access of user %s to room %s of %s".formatted(user, room, stack));
            // Before the connections are closed, or their clients would be back at once.
            stack.revokeTokens(user, room);
            var progress = new Progress(printer.err(), "connections done");
            report(stack.closeConnections(room, Optional.of(user), progress::add));
        }
    }

    private void report(Closings closings) {
        var out = printer.out();
        if (printer.json()) {
            var report = Json.object().put("revoked", true);
            out.println(report.setAll(closings.json()));
        } else {
            out.println("Revoked: no token of user " + user + " opens room " + room + " any more");
            closings.print(out);
        }
    }
}

package hermes.cli;

import hermes.cli.stack.Closings;
import hermes.cli.stack.TargetOptions;
import hermes.cli.terminal.Confirmation;
import hermes.cli.terminal.IdConverter;
import hermes.cli.terminal.JsonPrinter;
import hermes.cli.terminal.Progress;
import hermes.common.LastFrame;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "kick",
        mixinStandardHelpOptions = true,
        description = {
                "Closes the connections of a room, or of one user in it.",
                "Clients of ours are told so, and do not come back by themselves; with --come-back they do, with a new token,",
                "and lose nothing. Who wants to can come back: to keep a user out, see ${hermes.command} revoke --help",
                "Connections that have only joined the room are put out of it and stay in their others; --come-back passes",
                "over them, because their tokens are for another room."},
        footer = {"", "Example:  ${hermes.command} kick --room acme --user 7 --stack hermes-production"})
final class Kick implements Runnable {

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
            paramLabel = "USER",
            converter = IdConverter.class,
            description = "Only this user.")
    private String user;

    @Option(
            names = "--come-back",
            description = "Have the clients connect again with a new token, as after a key was leaked.")
    private boolean comeBack;

    @Mixin
    private JsonPrinter printer;

    @Override
    public void run() {
        try (var stack = options.operations()) {
            int found = stack.connections(room, Optional.ofNullable(user)).size();
            if (found == 0) {
                report(new Closings(0, 0, 0));
                return;
            }
            confirmation.require("Close %d connection%s of %s in room %s of %s".formatted(found,
                    found == 1 ? "" : "s", user == null ? "everyone" : "user " + user, room, stack));
            var progress = new Progress(printer.err(), "of " + found + " connections done");
            var lastFrame = comeBack ? LastFrame.KICKED_FOR_A_NEW_TOKEN : LastFrame.KICKED;
            report(stack.closeConnections(room, Optional.ofNullable(user), Optional.of(lastFrame),
                    progress::add));
        }
    }

    private void report(Closings closings) {
        var out = printer.out();
        if (printer.json()) {
            out.println(closings.json());
        } else if (closings.equals(new Closings(0, 0, 0))) {
            out.println(user == null
                    ? "Nobody is connected to room " + room + "."
                    : "User " + user + " is not connected to room " + room + ".");
        } else {
            closings.print(out);
        }
    }
}

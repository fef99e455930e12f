package hermes.cli;

import hermes.cli.stack.TargetOptions;
import hermes.cli.terminal.Json;
import hermes.cli.terminal.JsonPrinter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "ungrant",
        mixinStandardHelpOptions = true,
        description = {
                "Takes a further room back from a user, whether a grant or a token named it.",
                "Nobody joins with those any more, and the user's connections are put out of the room within seconds; they",
                "keep their other rooms. Connections that are at home in the room stay: see ${hermes.command} revoke --help"},
        footer = {"", "Example:  ${hermes.command} ungrant --room ticket-3 --user 7"})
final class Ungrant implements Runnable {

    @Mixin
    private TargetOptions options;

    @Mixin
    private Member member;

    @Mixin
    private JsonPrinter printer;

    @Override
    public void run() {
        try (var stack = options.operations()) {
            stack.ungrant(member.user(), member.room());
            printer.out().println(printer.json()
                    ? Json.object().put("granted", false)
                    : "User " + member.user() + " may not join room " + member.room()
                            + " any more, and is put out of it where the user has joined it.");
        }
    }
}

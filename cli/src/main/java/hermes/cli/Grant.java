package hermes.cli;

import hermes.cli.stack.TargetOptions;
import hermes.cli.terminal.DurationConverter;
import hermes.cli.terminal.Json;
import hermes.cli.terminal.JsonPrinter;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "grant",
        mixinStandardHelpOptions = true,
        description = {
                "Lets a user join a further room beside that of the token, while the page is open.",
                "It holds for connections that are open and for those that come. The page joins when it asks to: tell it by",
                "a notification. Granting again counts from now."},
        footer = {"", "Example:  ${hermes.command} grant --room ticket-3 --user 7 --for 8h"})
final class Grant implements Runnable {

    /** The library's, which would say it in the words of a library. */
    private static final Duration LONGEST = Duration.ofDays(365);

    @Mixin
    private TargetOptions options;

    @Mixin
    private Member member;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            defaultValue = "8h",
            converter = DurationConverter.class,
            description = "How long the user may be in the room: 90s, 30m, 8h, 7d (default: ${DEFAULT-VALUE}).")
    private Duration time;

    @Mixin
    private JsonPrinter printer;

    @Override
    public void run() {
        if (time.compareTo(LONGEST) > 0) {
            throw printer.wrongUsage(
                    "--for is longer than the %d days that a grant may last".formatted(LONGEST.toDays()));
        }
        try (var stack = options.operations()) {
            stack.grant(member.user(), member.room(), time);
            printer.out().println(printer.json()
                    ? Json.object().put("granted", true)
                    : "User " + member.user() + " may join room " + member.room() + ".");
        }
    }
}

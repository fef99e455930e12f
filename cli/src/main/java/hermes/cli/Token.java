package hermes.cli;

import hermes.backend.Access;
import hermes.cli.stack.TargetOptions;
import hermes.cli.terminal.DurationConverter;
import hermes.cli.terminal.IdConverter;
import hermes.cli.terminal.Json;
import hermes.cli.terminal.JsonPrinter;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "token",
        mixinStandardHelpOptions = true,
        description = "Issues a token with which a browser connects as a user of a room, and prints it alone.",
        footer = {
                "", "Example:  TOKEN=$(${hermes.command} token --user 7 --room acme --expires 30m)"})
final class Token implements Runnable {

    /** The library's, which would say it in the words of a library. */
    private static final Duration LONGEST = Duration.ofDays(365);

    @Mixin
    private TargetOptions options;

    @Option(
            names = "--user",
            required = true,
            paramLabel = "USER",
            converter = IdConverter.class,
            description = "Id of the user.")
    private String user;

    @Option(
            names = "--room",
            required = true,
            paramLabel = "ROOM",
            converter = IdConverter.class,
            description = "Id of the room.")
    private String room;

    @Option(
            names = "--expires",
            paramLabel = "TIME",
            defaultValue = "12h",
            converter = DurationConverter.class,
            description = "How long a connection can be opened with it: 90s, 30m, 12h, 7d (default: "
                    + "${DEFAULT-VALUE}).")
    private Duration expires;

    @Option(
            names = "--join",
            paramLabel = "ROOM",
            converter = IdConverter.class,
            description = "A further room that a connection may join; can be repeated.")
    private List<String> further = List.of();

    @Option(names = "--listen-only", description = "The user receives, but may not send.")
    private boolean listenOnly;

    @Mixin
    private JsonPrinter printer;

    @Override
    public void run() {
        if (expires.compareTo(LONGEST) > 0) {
            throw printer.wrongUsage(
                    "--expires is longer than the %d days that a token may live".formatted(LONGEST.toDays()));
        }
        try (var stack = options.operations()) {
            var access = listenOnly ? Access.LISTEN : Access.SEND_AND_LISTEN;
            var token = stack.issueToken(user, room, expires, access, further);
            printer.out().println(printer.json() ? Json.object().put("token", token) : token);
        }
    }
}

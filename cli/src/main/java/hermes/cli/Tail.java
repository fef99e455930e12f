package hermes.cli;

import hermes.backend.Access;
import hermes.cli.stack.TargetOptions;
import hermes.cli.tail.RoomFeed;
import hermes.cli.terminal.CountConverter;
import hermes.cli.terminal.IdConverter;
import hermes.cli.terminal.JsonPrinter;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "tail",
        mixinStandardHelpOptions = true,
        description = {
                "Prints a room's notifications as they come, until Ctrl-C; with --json as they are on the wire.",
                "What comes while the connection is broken is printed afterwards. It connects as a user of its own",
                "that may only listen, and revokes that user's access at the end. What is addressed to single users",
                "is not shown."},
        footer = {"",
                "Examples:",
                "  ${hermes.command} tail --room acme",
                "  ${hermes.command} tail --room acme --stack hermes-production --json | jq .data"})
final class Tail implements Callable<Integer>, RoomFeed.Listener {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final Duration TOKEN_LIFETIME = Duration.ofMinutes(5);

    @Mixin
    private TargetOptions options;

    @Option(
            names = "--room",
            required = true,
            paramLabel = "ROOM",
            converter = IdConverter.class,
            description = "The room.")
    private String room;

    @Option(
            names = "--count",
            paramLabel = "COUNT",
            converter = CountConverter.class,
            description = "End after so many notifications.")
    private long count = Long.MAX_VALUE;

    @Mixin
    private JsonPrinter printer;

    @Override
    public Integer call() throws InterruptedException {
        printer.endProcessWithReader();
        var user = "hermes-tail-" + UUID.randomUUID();
        try (var stack = options.operations()) {
            var url = stack.output("WebSocketUrl");
            Runnable revocation = () -> stack.revokeTokens(user, room);
            var atCtrlC = new Thread(revocation);
            Runtime.getRuntime().addShutdownHook(atCtrlC);
            try {
                new RoomFeed(url, () -> stack.issueToken(user, room, TOKEN_LIFETIME, Access.LISTEN), this)
                        .run();
            } finally {
                Runtime.getRuntime().removeShutdownHook(atCtrlC);
                revocation.run();
            }
        }
        return 0;
    }

    @Override
    public boolean received(String notification, Map<String, String> members) {
        var out = printer.out();
        if (printer.json()) {
            out.println(notification);
        } else {
            out.println("%s  #%s  from %s  %s".formatted(LocalTime.now().format(TIME),
                    members.get("offset"), members.get("user_id"), members.get("data")));
        }
        out.flush();
        return --count > 0;
    }

    @Override
    public void lost() {
        printer.warn("some notifications came while the connection was broken and cannot be had any more");
    }

    @Override
    public void disconnected(String reason, Duration pause) {
        printer.warn("%s; trying again in %.1f s".formatted(reason, pause.toMillis() / 1_000.0));
    }
}

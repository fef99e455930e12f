package hermes.cli;

import com.fasterxml.jackson.databind.JsonNode;
import hermes.backend.Access;
import hermes.cli.stack.StackOperations;
import hermes.cli.stack.TargetOptions;
import hermes.cli.tail.RoomFeed;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "tail",
        mixinStandardHelpOptions = true,
        description = {
                "Prints a room's notifications as they come, until Ctrl-C.",
                "What comes while the connection is broken is printed afterwards. It connects as a user of its own",
                "that may only listen, and revokes that user's access at the end. What is addressed to single users",
                "is not shown."},
        footer = {"",
                "Examples:",
                "  ./hermes tail --room acme",
                "  ./hermes tail --room acme --stack hermes-production --json | jq .data"})
final class Tail implements Callable<Integer>, RoomFeed.Listener {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final Duration TOKEN_LIFETIME = Duration.ofMinutes(5);

    @Mixin
    private TargetOptions options;

    @Option(names = "--room", required = true, paramLabel = "ROOM", description = "The room.")
    private String room;

    @Option(names = "--count", paramLabel = "COUNT", description = "End after so many notifications.")
    private long count = Long.MAX_VALUE;

    @Option(names = "--json", description = "Print each notification as it is on the wire, one in a line.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        if (count < 1) {
            throw new ParameterException(spec.commandLine(), "--count is 1 or more");
        }
        String user = "hermes-tail-" + UUID.randomUUID();
        try (StackOperations stack = options.operations()) {
            String url = stack.output("WebSocketUrl");
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
    public boolean received(JsonNode notification) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(notification);
        } else {
            out.println("%s  #%d  from %s  %s".formatted(LocalTime.now().format(TIME),
                    notification.path("offset").asLong(), notification.path("user_id"),
                    notification.path("data")));
        }
        out.flush();
        return --count > 0;
    }

    @Override
    public void lost() {
        tell("some notifications came while the connection was broken and cannot be had any more");
    }

    @Override
    public void disconnected(String reason, Duration pause) {
        tell("%s; trying again in %.1f s".formatted(reason, pause.toMillis() / 1_000.0));
    }

    private void tell(String line) {
        spec.commandLine().getErr().println("hermes: " + line);
        spec.commandLine().getErr().flush();
    }
}

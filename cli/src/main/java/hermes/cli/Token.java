package hermes.cli;

import hermes.backend.Access;
import hermes.cli.stack.StackOperations;
import hermes.cli.stack.TargetOptions;
import hermes.cli.terminal.DurationConverter;
import hermes.cli.terminal.Json;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "token",
        mixinStandardHelpOptions = true,
        description = "Issues a token with which a browser connects as a user of a room, and prints it alone.",
        footer = {
                "", "Example:  TOKEN=$(./hermes token --user 7 --room acme --expires 30m)"})
final class Token implements Runnable {

    @Mixin
    private TargetOptions options;

    @Option(names = "--user", required = true, paramLabel = "USER", description = "Id of the user.")
    private String user;

    @Option(names = "--room", required = true, paramLabel = "ROOM", description = "Id of the room.")
    private String room;

    @Option(
            names = "--expires",
            paramLabel = "TIME",
            defaultValue = "12h",
            converter = DurationConverter.class,
            description = "How long a connection can be opened with it: 90s, 30m, 12h, 7d (default: "
                    + "${DEFAULT-VALUE}).")
    private Duration expires;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Option(names = "--listen-only", description = "The user receives, but may not send.")
    private boolean listenOnly;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        try (StackOperations stack = options.operations()) {
            Access access = listenOnly ? Access.LISTEN : Access.SEND_AND_LISTEN;
            String token = stack.issueToken(user, room, expires, access);
            spec.commandLine().getOut().println(json ? Json.object().put("token", token) : token);
        }
    }
}

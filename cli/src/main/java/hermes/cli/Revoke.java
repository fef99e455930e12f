package hermes.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hermes.cli.stack.Closings;
import hermes.cli.stack.Eviction;
import hermes.cli.stack.StackOperations;
import hermes.cli.stack.TargetOptions;
import hermes.cli.terminal.Confirmation;
import hermes.cli.terminal.DurationConverter;
import hermes.cli.terminal.Json;
import hermes.cli.terminal.JsonPrinter;
import hermes.cli.terminal.Progress;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "revoke",
        mixinStandardHelpOptions = true,
        description = {
                "Takes a user's access to a room away.",
                "No token that was issued before opens a connection any more, and the open ones are closed, again and again",
                "until none can come that was on its way. The next token that a backend issues for this user and room lets",
                "the user in again, with the rights of that token; to keep the user out, stop the backend first.",
                "A backend that writes rows without the Java library may make earlier tokens good again: docs/protocol.md."},
        footer = {"",
                "Exit code 4: the tokens are revoked, but a connection may be left; a sentence says why. Do it again then.",
                "",
                "Example:  ${hermes.command} revoke --room acme --user 7 --stack hermes-production"})
final class Revoke implements Callable<Integer> {

    /** A code of its own, because the tokens are revoked all the same. */
    private static final int NOT_SURE = 4;

    @Mixin
    private TargetOptions options;

    @Mixin
    private Confirmation confirmation;

    @Mixin
    private Member member;

    @Option(
            names = "--watch",
            paramLabel = "TIME",
            defaultValue = "45s",
            converter = DurationConverter.class,
            description = {
                    "How long a handshake can be on its way (default: ${DEFAULT-VALUE}): the authorizer has 10 s, API",
                    "Gateway waits 29 s for the next function, and the index of the connections lags a little."})
    private Duration watch;

    @Mixin
    private JsonPrinter printer;

    @Override
    public Integer call() {
        try (var stack = options.operations()) {
            confirmation
                    .require("Revoke the access of user %s to room %s of %s".formatted(member.user(),
                            member.room(), stack));
            // Before the connections are closed, or their clients would be back at once.
            stack.revokeTokens(member.user(), member.room());
            if (!printer.json()) {
                var out = printer.out();
                out.println("Revoked: no token of user " + member.user() + " opens room " + member.room()
                        + " any more");
                out.println("Closing connections, for " + watch.toSeconds()
                        + " s also those that were on their way");
                out.flush();
            }
            return evict(stack);
        }
    }

    private int evict(StackOperations stack) {
        var eviction = new Eviction(stack);
        var doubt = eviction.run(member.room(), member.user(), watch,
                new Progress(printer.err(), "connections done")::add);
        report(eviction.closings(), doubt.isEmpty());
        doubt.ifPresent(why -> printer.warn("not sure that user %s is out of room %s: %s; revoke again"
                .formatted(member.user(), member.room(), why)));
        return doubt.isPresent() ? NOT_SURE : CommandLine.ExitCode.OK;
    }

    private void report(Closings closings, boolean sure) {
        var out = printer.out();
        if (printer.json()) {
            var report = Json.object().put("revoked", true);
            out.println(report.<ObjectNode>setAll(closings.json()).put("sure", sure));
        } else {
            closings.print(out);
        }
    }
}

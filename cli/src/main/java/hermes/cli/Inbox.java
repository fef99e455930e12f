package hermes.cli;

import com.fasterxml.jackson.databind.JsonNode;
import hermes.cli.stack.TargetOptions;
import hermes.cli.terminal.Columns;
import hermes.cli.terminal.JsonPrinter;
import hermes.common.inbox.InboxFilter;
import hermes.common.inbox.PageRequest;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "inbox",
        mixinStandardHelpOptions = true,
        description = {
                "Shows what a user has in the inbox of a room: how much is unread, and the newest of it. Looking changes",
                "nothing. With --json it is one object, with the state as the user's browsers get it."},
        footer = {"",
                "Examples:",
                "  ${hermes.command} inbox --room acme --user 7",
                "  ${hermes.command} inbox --room acme --user 7 --filter unread --stack hermes-production --json | jq .state"})
final class Inbox implements Runnable {

    private static final int MOST_SHOWN = 60;

    @Mixin
    private TargetOptions options;

    @Mixin
    private Member member;

    @Option(
            names = "--filter",
            paramLabel = "FILTER",
            description = "${COMPLETION-CANDIDATES}: ALL is what is not archived (default: ${DEFAULT-VALUE}).")
    private InboxFilter filter = InboxFilter.ALL;

    @Mixin
    private JsonPrinter printer;

    @Override
    public void run() {
        try (var stack = options.operations()) {
            var inbox = stack.inbox(member.room(), member.user(), filter, PageRequest.MOST);
            if (printer.json()) {
                printer.out().println(inbox);
            } else {
                print(inbox, printer.out());
            }
        }
    }

    private void print(JsonNode inbox, PrintWriter out) {
        var state = inbox.path("state");
        out.println("User %s in room %s: %d unread, %d of them not seen. %s.".formatted(member.user(),
                member.room(),
                state.path("unread").asLong(), state.path("unseen").asLong(),
                state.path("version").asLong() == 0 ? "No state yet" : "Version " + state.path("version")));
        if (inbox.path("items").isEmpty()) {
            return;
        }
        var table = new Columns("APPENDED", "STREAM", "OFFSET", "READ", "ID", "DATA").rightAligned(2);
        inbox.path("items").forEach(item -> table.add(
                Instant.ofEpochMilli(item.path("at").asLong()).truncatedTo(ChronoUnit.SECONDS).toString(),
                item.path("stream").asText(), item.path("offset").asText(),
                item.path("read").asBoolean() ? "yes" : "no", item.path("id").asText(),
                shown(item.path("data").toString())));
        table.print(out);
        if (inbox.path("more").asBoolean()) {
            out.println("There are more.");
        }
    }

    private static String shown(String data) {
        return data.length() <= MOST_SHOWN ? data : data.substring(0, MOST_SHOWN) + "...";
    }
}

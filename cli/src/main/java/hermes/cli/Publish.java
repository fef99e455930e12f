package hermes.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.util.RawValue;
import hermes.backend.Notification;
import hermes.backend.Publication;
import hermes.backend.Publication.Failed;
import hermes.backend.Publication.Queued;
import hermes.cli.stack.StackJson;
import hermes.cli.stack.StackOperations;
import hermes.cli.stack.TargetOptions;
import hermes.cli.terminal.CountConverter;
import hermes.cli.terminal.IdConverter;
import hermes.cli.terminal.Json;
import hermes.cli.terminal.JsonPrinter;
import hermes.common.Ids;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "publish",
        mixinStandardHelpOptions = true,
        description = {
                "Puts notifications on the ordered queue, as a backend service does, and prints their ids. They arrive in",
                "the order in which they were given.",
                "Without DATA, each line of standard input is the data of one notification. Lines are sent as they",
                "come, up to the first that is blank or not JSON, or cannot be sent; the command then says how to go on."},
        footer = {"",
                "Examples:",
                "  ${hermes.command} publish --room acme --user 7 '{\"type\":\"info\",\"data\":\"hello\"}'",
                "  seq 3 | ${hermes.command} publish --room acme --user 7 --to 7,9",
                "  ${hermes.command} publish --room acme --user 7 --to 9 --inbox '{\"type\":\"info\",\"title\":\"Done\"}'",
                "  seq 3 | ${hermes.command} publish --room acme --user 7 --unordered",
                "  ${hermes.command} publish --room acme --user 7 --ids import-1 --from-line 137 < lines"})
final class Publish implements Callable<Integer> {

    @Mixin
    private TargetOptions options;

    @Option(
            names = "--room",
            required = true,
            paramLabel = "ROOM",
            converter = IdConverter.class,
            description = "The room that receives it.")
    private String room;

    @Option(
            names = "--user",
            required = true,
            paramLabel = "USER",
            converter = IdConverter.class,
            description = "The author.")
    private String user;

    @Option(
            names = "--to",
            paramLabel = "USERS",
            description = "Only these users of the room, separated by commas.")
    private List<String> to = List.of();

    @Option(
            names = "--id",
            paramLabel = "ID",
            description = "Makes it idempotent: what is published twice under one id arrives once.")
    private String id;

    @Option(
            names = "--ids",
            paramLabel = "PREFIX",
            description = "The lines' ids are PREFIX-1, PREFIX-2 and so on, so that a line that is sent again arrives once. "
                    + "Made up if it is left out.")
    private String ids;

    @Option(
            names = "--from-line",
            paramLabel = "LINE",
            defaultValue = "1",
            converter = CountConverter.class,
            description = "Passes over the lines before, to go on where an earlier run has stopped.")
    private long fromLine;

    @Option(
            names = "--inbox",
            description = "Into the inboxes of those who get it, where it stays.")
    private boolean inbox;

    @Option(
            names = "--unordered",
            description = "By the queue that keeps no order, where a failure holds up nothing else.")
    private boolean unordered;

    @Parameters(arity = "0..1", paramLabel = "DATA", description = "The data, any JSON.")
    private String data;

    @Mixin
    private JsonPrinter printer;

    @Override
    public Integer call() throws IOException {
        if (data == null && id != null) {
            throw printer.wrongUsage("--id names one notification; give its data as an argument");
        }
        if (data != null && (ids != null || fromLine > 1)) {
            throw printer.wrongUsage("--ids and --from-line are for lines; without DATA they are read");
        }
        var users = addressees();
        var argument = Optional.ofNullable(data).map(this::checked);
        try (var stack = options.operations()) {
            return argument.isPresent()
                    ? publishOne(notification(argument.get(), users, id), stack)
                    : publishLines(users, stack);
        }
    }

    /** Never nobody by mistake, because a notification that is addressed to nobody is for the whole room. */
    private List<String> addressees() {
        var users = to.stream().flatMap(list -> Stream.of(list.split(",", -1))).toList();
        for (var user : users) {
            if (user.isEmpty() || !user.equals(user.strip())) {
                throw printer.wrongUsage(
                        "--to names the user '%s'; expected ids with nothing but a comma between them: 7,9"
                                .formatted(user));
            }
            Ids.fault(user, Ids.LONGEST_BYTES).ifPresent(fault -> {
                throw printer.wrongUsage("--to names a user whose id " + fault);
            });
        }
        return users;
    }

    private String checked(String text) {
        try {
            return Json.checked(text);
        } catch (JsonProcessingException e) {
            throw printer.wrongUsage("DATA is not JSON: %s; a text needs its quotation marks: '\"hello\"'"
                    .formatted(Json.reason(e)));
        }
    }

    private int publishOne(String notification, StackOperations stack) {
        var publication = publish(List.of(notification), stack).getFirst();
        if (publication instanceof Failed(_, String reason)) {
            printer.warn("DATA was not published: " + reason);
            return 1;
        }
        return 0;
    }

    private int publishLines(List<String> users, StackOperations stack) throws IOException {
        var prefix = Optional.ofNullable(ids).orElseGet(Publish::madeUp);
        var lines = new DataLines(System.in, fromLine,
                (one, line) -> deliverable(notification(one, users, prefix + "-" + line)));
        return new LinePublishing(lines, prefix, printer)
                .through(notifications -> publish(notifications, stack));
    }

    private static String madeUp() {
        return UUID.randomUUID().toString().substring(0, 18);
    }

    /** As JSON text, in which the data stands as it was typed. */
    private String notification(String checked, List<String> users, String id) {
        var notification = Json.object().put("user_id", user).put("room_id", room)
                .putRawValue("data", new RawValue(checked));
        if (id != null) {
            notification.put("id", id);
        }
        users.forEach(addressee -> notification.withArrayProperty("to").add(addressee));
        if (inbox) {
            notification.put("inbox", true);
        }
        return notification.toString();
    }

    /** Whatever is wrong with it is told before it is sent, because what follows it is sent with it. */
    private static String deliverable(String notification) {
        Notification.parse(notification);
        return notification;
    }

    private List<Publication> publish(List<String> notifications, StackOperations stack) {
        var publications = unordered
                ? stack.publishUnordered(notifications)
                : stack.publish(notifications);
        if (printer.json()) {
            printer.out().println(StackJson.of(publications));
        } else {
            publications.stream().filter(Queued.class::isInstance).map(Publication::id)
                    .forEach(printer.out()::println);
        }
        return publications;
    }
}

package hermes.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import hermes.backend.Publication;
import hermes.backend.Publication.Failed;
import hermes.backend.Publication.Queued;
import hermes.cli.stack.StackJson;
import hermes.cli.stack.StackOperations;
import hermes.cli.stack.TargetOptions;
import hermes.cli.terminal.CommandFailed;
import hermes.cli.terminal.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "publish",
        mixinStandardHelpOptions = true,
        description = {
                "Puts notifications on the queue, as a backend service does, and prints their ids.",
                "Without DATA, each line of standard input is the data of one notification."},
        footer = {"",
                "Examples:",
                "  ./hermes publish --room acme --user 7 '{\"type\":\"info\",\"data\":\"hello\"}'",
                "  seq 3 | ./hermes publish --room acme --user 7 --to 7,9"})
final class Publish implements Callable<Integer> {

    private static final int LINES_PER_REQUEST = 100;

    @Mixin
    private TargetOptions options;

    @Option(
            names = "--room",
            required = true,
            paramLabel = "ROOM",
            description = "The room that receives it.")
    private String room;

    @Option(names = "--user", required = true, paramLabel = "USER", description = "The author.")
    private String user;

    @Option(
            names = "--to",
            split = ",",
            paramLabel = "USER",
            description = "Only these users of the room, separated by commas.")
    private List<String> to = List.of();

    @Option(
            names = "--id",
            paramLabel = "ID",
            description = "Makes it idempotent: what is published twice under one id arrives once.")
    private String id;

    @Option(names = "--json", description = "Print one JSON object for each request to the stack.")
    private boolean json;

    @Parameters(arity = "0..1", paramLabel = "DATA", description = "The data, any JSON.")
    private String data;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (data == null && id != null) {
            throw new ParameterException(spec.commandLine(),
                    "--id names one notification; give its data as an argument");
        }
        try (StackOperations stack = options.operations()) {
            return data != null
                    ? publish(List.of(data), 1, stack)
                    : publishLines(
                            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)),
                            stack);
        }
    }

    /** Sends what is there instead of waiting for more, so that it also serves a pipe that stays open. */
    private int publishLines(BufferedReader in, StackOperations stack) throws IOException {
        int exitCode = 0;
        int firstLine = 1;
        List<String> lines = new ArrayList<>();
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            lines.add(line);
            if (lines.size() == LINES_PER_REQUEST || !in.ready()) {
                exitCode |= publish(lines, firstLine, stack);
                firstLine += lines.size();
                lines.clear();
            }
        }
        return lines.isEmpty() ? exitCode : exitCode | publish(lines, firstLine, stack);
    }

    private int publish(List<String> lines, int firstLine, StackOperations stack) {
        List<String> notifications = new ArrayList<>();
        for (String line : lines) {
            notifications.add(notification(line, firstLine + notifications.size()));
        }
        List<Publication> publications = stack.publish(notifications);
        if (json) {
            spec.commandLine().getOut().println(StackJson.of(publications));
        }
        int exitCode = 0;
        for (int index = 0; index < publications.size(); index++) {
            exitCode |= report(publications.get(index), firstLine + index);
        }
        return exitCode;
    }

    private int report(Publication publication, int line) {
        switch (publication) {
            case Queued(String published) -> {
                if (!json) {
                    spec.commandLine().getOut().println(published);
                }
                return 0;
            }
            case Failed(_, String reason) -> {
                spec.commandLine().getErr()
                        .println("hermes: line " + line + " was not published: " + reason);
                return 1;
            }
        }
    }

    /** As JSON text, in which the data stands as it was typed. */
    private String notification(String line, int number) {
        ObjectNode notification = Json.object().put("user_id", user).put("room_id", room);
        try {
            notification.putRawValue("data", new RawValue(Json.checked(line)));
        } catch (JsonProcessingException e) {
            throw new CommandFailed("line " + number + " is not JSON: " + line
                    + " (a text needs its quotation marks: '\"hello\"')", e);
        }
        if (id != null) {
            notification.put("id", id);
        }
        to.forEach(addressee -> notification.withArrayProperty("to").add(addressee));
        return notification.toString();
    }
}

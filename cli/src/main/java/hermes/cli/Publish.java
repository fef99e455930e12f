package hermes.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hermes.cli.stack.Backend;
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
        try (Backend backend = options.backend()) {
            return data != null
                    ? publish(List.of(data), 1, backend)
                    : publishLines(
                            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)),
                            backend);
        }
    }

    /** Sends what is there instead of waiting for more, so that it also serves a pipe that stays open. */
    private int publishLines(BufferedReader in, Backend backend) throws IOException {
        int exitCode = 0;
        int firstLine = 1;
        List<String> lines = new ArrayList<>();
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            lines.add(line);
            if (lines.size() == LINES_PER_REQUEST || !in.ready()) {
                exitCode |= publish(lines, firstLine, backend);
                firstLine += lines.size();
                lines.clear();
            }
        }
        return lines.isEmpty() ? exitCode : exitCode | publish(lines, firstLine, backend);
    }

    private int publish(List<String> lines, int firstLine, Backend backend) {
        ArrayNode notifications = Json.array();
        for (int index = 0; index < lines.size(); index++) {
            notifications.add(notification(lines.get(index), firstLine + index));
        }
        JsonNode answer = backend.publish(notifications);
        if (json) {
            spec.commandLine().getOut().println(answer);
        } else {
            answer.path("ids").forEach(published -> spec.commandLine().getOut().println(published.asText()));
        }
        for (JsonNode failed : answer.path("failed")) {
            spec.commandLine().getErr().println("hermes: line " + (firstLine + failed.path("index").asInt())
                    + " was not published: " + failed.path("reason").asText());
        }
        return answer.path("failed").isEmpty() ? 0 : 1;
    }

    private ObjectNode notification(String line, int number) {
        ObjectNode notification = Json.object().put("user_id", user).put("room_id", room);
        try {
            notification.set("data", Json.parse(line));
        } catch (JsonProcessingException notJson) {
            throw new CommandFailed("line " + number + " is not JSON: " + line
                    + " (a text needs its quotation marks: '\"hello\"')", notJson);
        }
        if (id != null) {
            notification.put("id", id);
        }
        to.forEach(addressee -> notification.withArrayProperty("to").add(addressee));
        return notification;
    }
}

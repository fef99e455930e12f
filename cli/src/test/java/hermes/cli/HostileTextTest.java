package hermes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import hermes.backend.Access;
import hermes.cli.console.ConsoleApi;
import hermes.cli.console.ConsoleServer;
import hermes.cli.console.LogFeed;
import hermes.cli.console.MetricStatistics;
import hermes.cli.console.StackLog;
import hermes.cli.stack.FakeStack;
import hermes.cli.tail.FakeGateway;
import hermes.cli.terminal.Json;
import hermes.cli.terminal.PrintableWriter;
import hermes.common.Connection;
import hermes.common.inbox.InboxFilter;
import hermes.local.ElasticMqExtension;
import hermes.local.stack.GatewayEvent;
import hermes.local.stack.StackEvent.AtGateway;
import hermes.local.stack.StackEvent.FunctionOutput;
import hermes.local.stack.StackEvent;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What others wrote comes to the terminal as something to read, by every command that prints it. */
final class HostileTextTest {

    /** Clears the screen by C0 and by C1, sets the title, turns the letters round, ends the line, deletes, hides. */
    private static final String HOSTILE = "x\u001b[2J\u009b2J\u009d0;title\u0007\u202etxt\u2066\u2028\u0085\u007f\u200b";

    private static final String READABLE = "x\\u001b[2J\\u009b2J\\u009d0;title\\u0007\\u202etxt\\u2066\\u2028\\u0085"
            + "\\u007f\\u200b";

    @RegisterExtension
    static final ElasticMqExtension queues = new ElasticMqExtension();

    @TempDir
    private Path folder;

    private final Map<String, String> outputs = new LinkedHashMap<>();
    private ConsoleServer console;

    @BeforeEach
    void start() {
        var stack = new FakeStack() {

            @Override
            public Map<String, String> outputs() {
                return outputs;
            }

            @Override
            public String issueToken(String user, String room, Duration lifetime, Access access,
                    List<String> further) {
                return "token";
            }

            @Override
            public List<Connection> connections(String room, Optional<String> user) {
                return List.of(
                        Connection.since(Instant.parse("2026-01-01T00:00:00Z"), "c" + HOSTILE, room + HOSTILE,
                                HOSTILE));
            }

            @Override
            public JsonNode inbox(String room, String user, InboxFilter filter, int limit) {
                var inbox = Json.object();
                inbox.putArray("items").addObject().put("stream", "inbox").put("offset", 1).put("id", HOSTILE)
                        .put("data", HOSTILE);
                return inbox;
            }
        };
        console = new ConsoleServer(new ConsoleApi(stack, FakeStack::invoke, new MetricStatistics()),
                new LogFeed(), folder, 0).start(0);
    }

    @AfterEach
    void stop() {
        console.close();
    }

    @Test
    void connectionsInATableWhoseColumnsAreStraight() {
        var run = hermes("connections");

        assertThat(run.out().lines()).hasSize(3).allSatisfy(HostileTextTest::isHarmless)
                .anyMatch(line -> line
                        .startsWith("acme" + READABLE + "  " + READABLE + "  2026-01-01T00:00:00Z"));
        assertThat(run.out().lines().limit(1)).allMatch(
                line -> line.indexOf("USER") == ("acme" + READABLE + "  ").length());
    }

    @Test
    void connectionsAsJsonOfTheSameValue() {
        var run = hermes("connections", "--json");

        assertThat(run.out().lines()).hasSize(2).allSatisfy(HostileTextTest::isHarmless);
        assertThat(run.jsonLines()).extracting(json -> json.path("user").asText()).containsOnly(HOSTILE);
    }

    @Test
    void whatLiesInAnInbox() {
        var table = hermes("inbox", "--room", "acme", "--user", "7");
        var json = hermes("inbox", "--room", "acme", "--user", "7", "--json");

        assertThat(table.out()).contains(READABLE).satisfies(HostileTextTest::isHarmlessInLines);
        assertThat(json.out()).satisfies(HostileTextTest::isHarmlessInLines);
        assertThat(json.json().at("/items/0/id").asText()).isEqualTo(HOSTILE);
    }

    /** An id may hold what turns the letters round. */
    @ParameterizedTest
    @ValueSource(strings = {"kick", "revoke"})
    void whomACommandHasThrownOut(String command) {
        var run = hermes(command, "--room", "a\u202eb", "--user", "7\u2066", "--yes",
                command.equals("kick") ? "--come-back" : "--watch=1s");

        assertThat(run.out() + run.err()).doesNotContain("Unknown option")
                .satisfies(HostileTextTest::isHarmlessInLines);
        assertThat(run.exitCode()).as("%s", run).isZero();
    }

    @Test
    void outputsAndWhatTheyAreNot() {
        outputs.put("Name", HOSTILE);

        assertThat(hermes("outputs").out()).isEqualTo("Name  " + READABLE + "\n");
        assertThat(hermes("outputs", "Name").out()).isEqualTo(READABLE + "\n");
        assertThat(hermes("outputs", HOSTILE).err()).contains(READABLE)
                .satisfies(HostileTextTest::isHarmlessInLines);
    }

    @ParameterizedTest
    @MethodSource("commandsThatAreWrong")
    void whatWasTypedInTheSentenceAboutIt(List<String> command) {
        var run = CommandRun.of(command);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(READABLE).satisfies(HostileTextTest::isHarmlessInLines);
    }

    static List<List<String>> commandsThatAreWrong() {
        return List.of(List.of(HOSTILE), List.of("up", "-p", HOSTILE), List.of("outputs", "--port", HOSTILE),
                List.of("token", "--room", "r", "--user", "7", "--expires", HOSTILE));
    }

    @Test
    void whatAFunctionReturns() throws Exception {
        var event = Files.writeString(folder.resolve("event.json"), "\"\u009b2J\u202e\u007f\"");

        var run = hermes("invoke", "EchoFunction", event.toString());

        assertThat(run.out()).isEqualTo("\"\\u009b2J\\u202e\\u007f\"\n");
    }

    @Test
    void whatATailedRoomIsSent() {
        String notification = "{\"stream\":\"room\",\"epoch\":\"e\",\"offset\":1,\"user_id\":\"7\u202e\",\"data\":\"\u009b2J\u2028\u007f\"}";
        try (var gateway = new FakeGateway(_ -> List.of(notification))) {
            outputs.put("WebSocketUrl", gateway.url());

            assertThat(hermes("tail", "--room", "acme", "--count", "1").out())
                    .endsWith("  #1  from \"7\\u202e\"  \"\\u009b2J\\u2028\\u007f\"\n");
            assertThat(
                    hermes("tail", "--room", "acme", "--count", "1", "--json").json().path("data").asText())
                    .isEqualTo("\u009b2J\u2028\u007f");
        }
    }

    @Test
    void deadLetterWithItsBodyAndItsReason() {
        for (var queue : List.of("Notification", "DeadLetter", "Ordered", "OrderedDeadLetter")) {
            outputs.put((queue.equals("Notification") ? "" : queue) + "QueueUrl",
                    queues.queueUrl(queue + "Queue"));
        }
        outputs.put("ManagementUrl", URI.create(outputs.get("QueueUrl")).resolve("/development").toString());
        List.of("TokensTableName", "ConnectionsTableName", "JwtSecretArn", "PasscodeSecretArn")
                .forEach(name -> outputs.put(name, name));
        // SQS takes no control characters of C0; what it takes is hostile enough.
        queues.client().sendMessage(send -> send.queueUrl(outputs.get("DeadLetterQueueUrl"))
                .messageBody("\u009b2J\u202e\u007f"));

        var list = hermes("dead-letters", "--json");
        var shown = hermes("dead-letters", "show", list.json().path("id").asText());

        assertThat(shown.out()).contains("\"body\" : \"\\u009b2J\\u202e\\u007f\"")
                .satisfies(HostileTextTest::isHarmlessInLines);
        assertThat(shown.json().path("body").asText()).isEqualTo("\u009b2J\u202e\u007f");
    }

    /** {@code ws://localhost:4502/%1b%5b2J%0a10:00:00.000 forged}, as any page can ask for. */
    @Test
    void logOfTheStack() {
        var terminal = new StringWriter();
        var log = new StackLog(new PrintableWriter(terminal), Runnable::run, new LogFeed(),
                new MetricStatistics(),
                Clock.systemUTC());
        log.tellEverything();

        for (StackEvent event : List.of(
                new AtGateway(
                        new GatewayEvent.Refused(403, "the path is /" + HOSTILE + "\n10:00:00.000  forged")),
                new FunctionOutput("ConnectFunction", "room " + HOSTILE + "\rforged"))) {
            log.accept(event);
        }

        assertThat(terminal.toString().lines()).hasSize(2).allSatisfy(HostileTextTest::isHarmless);
        assertThat(terminal.toString()).contains("/" + READABLE + "\\u000a10:00:00.000  forged",
                "| room " + READABLE + "\\u000dforged");
    }

    private CommandRun hermes(String... args) {
        return CommandRun.of(List.of("--port", "" + console.port()), args);
    }

    private static void isHarmlessInLines(String printed) {
        assertThat(printed.lines()).allSatisfy(HostileTextTest::isHarmless);
    }

    private static void isHarmless(String line) {
        assertThat(line.codePoints()).noneMatch(character -> Character.isISOControl(character)
                || Character.getType(character) == Character.FORMAT
                || Character.getType(character) == Character.LINE_SEPARATOR);
    }
}

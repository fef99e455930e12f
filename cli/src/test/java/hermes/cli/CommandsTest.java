package hermes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.cli.console.ConsoleApi;
import hermes.cli.console.ConsoleServer;
import hermes.cli.console.LogFeed;
import hermes.cli.console.MetricStatistics;
import hermes.cli.stack.Closings;
import hermes.cli.stack.FakeStack;
import hermes.common.LastFrame;
import hermes.cli.terminal.Json;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

final class CommandsTest {

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final InputStream standardInput = System.in;
    private final FakeStack stack = new FakeStack();
    private ConsoleServer console;

    @BeforeEach
    void start() {
        console = new ConsoleServer(new ConsoleApi(stack, FakeStack::invoke, new MetricStatistics()),
                new LogFeed(), folder, 0).start(0);
    }

    @AfterEach
    void stop() {
        System.setIn(standardInput);
        console.close();
    }

    @Test
    void tokenIsPrintedAlone() {
        assertThat(hermes("token", "--user", "7", "--room", "acme")).isZero();

        assertThat(out).hasToString("token of 7 in acme for PT12H\n");
    }

    @Test
    void tokenMayBeShortAndListenOnly() {
        hermes("token", "--user", "7", "--room", "acme", "--expires", "30m", "--listen-only");

        assertThat(out).hasToString("token of 7 in acme for PT30M, listen only\n");
    }

    @Test
    void expiryWithoutAUnitIsExplained() {
        assertThat(hermes("token", "--user", "7", "--room", "acme", "--expires", "30")).isEqualTo(2);

        assertThat(err.toString()).contains("'30' is not a time; write a number and a unit");
    }

    @Test
    void outputsAreAlignedForPeople() {
        hermes("outputs");

        assertThat(out).hasToString("""
            WebSocketUrl  ws://localhost:4502/development
            QueueUrl      http://localhost:4501/queue/notifications
            """);
    }

    @Test
    void outputsAreJsonForScripts() throws IOException {
        hermes("outputs", "--json");

        assertThat(Json.parse(out.toString()).path("WebSocketUrl").asText())
                .isEqualTo("ws://localhost:4502/development");
    }

    @Test
    void oneOutputIsPrintedAlone() {
        hermes("outputs", "QueueUrl");

        assertThat(out).hasToString("http://localhost:4501/queue/notifications\n");
    }

    @Test
    void unknownOutputIsAnsweredWithTheKnownOnes() {
        assertThat(hermes("outputs", "QueueURL")).isEqualTo(1);

        assertThat(err).hasToString(
                "hermes: the stack has no output QueueURL; it has WebSocketUrl, QueueUrl\n");
    }

    @Test
    void publishedIdIsPrinted() {
        assertThat(
                hermes("publish", "--room", "acme", "--user", "7", "--id", "a", "--to", "7,9", "{\"x\":1}"))
                .isZero();

        assertThat(out).hasToString("id of {\"user_id\":\"7\",\"room_id\":\"acme\",\"data\":{\"x\":1},"
                + "\"id\":\"a\",\"to\":[\"7\",\"9\"]}\n");
    }

    @Test
    void linesOfStandardInputArePublishedAndTheFailedOneIsNamed() {
        System.setIn(new ByteArrayInputStream("1\nnull\n\"three\"\n".getBytes(StandardCharsets.UTF_8)));

        assertThat(hermes("publish", "--room", "acme", "--user", "7")).isEqualTo(1);

        assertThat(out.toString().lines()).hasSize(2);
        assertThat(err.toString()).matches("hermes: line 2 was not published: data is null\n"
                + "hermes: stopped at line 2; to go on, give the same lines again with --ids [0-9a-f-]{18} --from-line 2\\. "
                + "What was taken all the same does not arrive twice\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1e400", "-0.0", "1.50", "1.50e2", "100000000000000000000000001", "{\"a\":1,\"a\":2}",
                    "\"\\ud800\"", "\"\\u00fc\"", "\"ü 🙂\"", "[1, {\"b\": [ ]}]", "\"a/\\/\""})
    void dataIsHandedOnAsItWasTyped(String data) {
        assertThat(hermes("publish", "--room", "acme", "--user", "7", " " + data + "\n")).isZero();

        assertThat(stack.published())
                .containsExactly("{\"user_id\":\"7\",\"room_id\":\"acme\",\"data\":" + data + "}");
    }

    /** Else the members after it would count. */
    @ParameterizedTest
    @ValueSource(
            strings = {"1,\"room_id\":\"other\"", "1}", "1 2", "[1", "{\"a\":1", "[1,]", "'a'",
                    "NaN", "01", " "})
    void dataThatIsNotOneValueIsRefused(String data) {
        assertThat(hermes("publish", "--room", "acme", "--user", "7", data)).isEqualTo(2);

        assertThat(err.toString()).startsWith("hermes: ").contains("DATA").doesNotContain("Source");
        assertThat(stack.published()).isEmpty();
    }

    @Test
    void publicationsAreJsonForScripts() throws IOException {
        System.setIn(new ByteArrayInputStream("1\nnull\n".getBytes(StandardCharsets.UTF_8)));

        assertThat(hermes("publish", "--room", "acme", "--user", "7", "--json")).isEqualTo(1);

        var answer = Json.parse(out.toString());
        assertThat(answer.path("ids")).hasSize(1);
        assertThat(answer.path("failed")).hasToString("[{\"index\":1,\"reason\":\"data is null\"}]");
    }

    @Test
    void dataThatIsNotJsonIsShown() {
        assertThat(hermes("publish", "--room", "acme", "--user", "7", "hello")).isEqualTo(2);

        assertThat(err.toString()).contains("DATA is not JSON: Unrecognized token 'hello'")
                .contains("a text needs its quotation marks: '\"hello\"'");
    }

    /** A pipe may have no end, at which all lines could be judged before the first is sent. */
    @ParameterizedTest
    @ValueSource(strings = {"", " \t", "hello", "{\"a\":1} 2", "\u00ff"})
    void publishingStopsAtTheFirstLineThatIsNotJson(String line) {
        System.setIn(new ByteArrayInputStream(
                ("1\r\n2\n" + line + "\n4\n").getBytes(StandardCharsets.ISO_8859_1)));

        assertThat(hermes("publish", "--room", "acme", "--user", "7")).isEqualTo(1);

        assertThat(out.toString().lines()).hasSize(2);
        assertThat(stack.published()).hasSize(2);
        assertThat(err.toString()).contains("--from-line 3").contains("hermes: line 3 is not JSON: ")
                .endsWith("; what stands before it was sent, it and what follows were not\n");
    }

    @Test
    void nothingIsSentIfTheFirstLineIsBlank() {
        System.setIn(new ByteArrayInputStream("\n2\n".getBytes(StandardCharsets.UTF_8)));

        assertThat(hermes("publish", "--room", "acme", "--user", "7")).isEqualTo(1);

        assertThat(stack.published()).isEmpty();
        assertThat(err.toString())
                .endsWith("hermes: line 1 is not JSON: it is blank; nothing was sent\n");
    }

    @Test
    void manyLinesKeepTheirNumbers() {
        System.setIn(new ByteArrayInputStream(
                ("1\n".repeat(250) + "null\n" + "1\n".repeat(50) + "x").getBytes(StandardCharsets.UTF_8)));

        assertThat(hermes("publish", "--room", "acme", "--user", "7")).isEqualTo(1);

        assertThat(stack.published()).hasSize(300);
        assertThat(err.toString().lines()).satisfiesExactly(
                one -> assertThat(one).startsWith("hermes: line 251 was not published"),
                two -> assertThat(two).startsWith("hermes: stopped at line 251;"));
    }

    @Test
    void whoGoesOnCountsTheLinesThatWerePassedOver() {
        System.setIn(new ByteArrayInputStream(
                ("x\n".repeat(250) + "1\n".repeat(50) + "x").getBytes(StandardCharsets.UTF_8)));

        assertThat(
                hermes("publish", "--room", "acme", "--user", "7", "--ids", "import", "--from-line", "251"))
                .isEqualTo(1);

        assertThat(stack.published()).hasSize(50);
        assertThat(stack.published().getFirst()).isEqualTo(
                "{\"user_id\":\"7\",\"room_id\":\"acme\",\"data\":1,\"id\":\"import-251\"}");
        assertThat(err.toString()).contains("--ids import --from-line 301")
                .contains("hermes: line 301 is not JSON");
    }

    @Test
    void lineThatCanNeverBeDeliveredIsNamedBeforeAnythingBehindItIsSent() {
        System.setIn(new ByteArrayInputStream(
                ("1\n\"" + "x".repeat(200_000) + "\"\n3\n").getBytes(StandardCharsets.UTF_8)));

        assertThat(hermes("publish", "--room", "acme", "--user", "7")).isEqualTo(1);

        assertThat(stack.published()).hasSize(1);
        assertThat(err.toString()).contains("line 2 can never be delivered: ", "--from-line 2");
    }

    @Test
    void optionsForLinesMakeNoSenseWithData() {
        assertThat(hermes("publish", "--room", "acme", "--user", "7", "--ids", "a", "1")).isEqualTo(2);
        assertThat(hermes("publish", "--room", "acme", "--user", "7", "--from-line", "2", "1")).isEqualTo(2);

        assertThat(err.toString()).contains("--ids and --from-line are for lines");
        assertThat(stack.published()).isEmpty();
    }

    @Test
    void eventThatIsBlankIsRefused() throws IOException {
        var event = Files.writeString(folder.resolve("event.json"), " \n");

        assertThat(hermes("invoke", "EchoFunction", event.toString())).isEqualTo(1);

        assertThat(err).hasToString("hermes: " + event + " is not JSON: it is blank\n");
    }

    @Test
    void connectionsOfARoomAreListed() {
        assertThat(hermes("connections", "--room", "acme inc")).isZero();

        assertThat(
                out.toString().lines().map(line -> line.split("  +")).map(cells -> cells[0] + "/" + cells[1]))
                .containsExactly("ROOM/USER", "acme inc/7", "acme inc/9");
    }

    @Test
    void connectionsOfAllRoomsAreJsonForScripts() throws IOException {
        assertThat(hermes("connections", "--json")).isZero();

        assertThat(out.toString().lines()).hasSize(4).first().isEqualTo(
                "{\"connection\":\"c7\",\"room\":\"acme\",\"user\":\"7\","
                        + "\"connectedAt\":\"2026-01-01T00:00:00Z\",\"expiresAt\":\"2026-01-01T02:10:00Z\"}");
    }

    @Test
    void inboxOfAUserIsShown() {
        assertThat(hermes("inbox", "--room", "acme", "--user", "7", "--filter", "unread")).isZero();

        assertThat(out).hasToString("""
            User 7 in room acme: 1 unread, 1 of them not seen. Version 3.
            APPENDED              STREAM         OFFSET  READ  ID  DATA
            2026-01-01T00:00:00Z  announcements       7  no    n1  "UNREAD of 50"
            There are more.
            """);
    }

    @Test
    void inboxForScriptsIsOneObject() {
        assertThat(hermes("inbox", "--room", "acme", "--user", "7", "--json")).isZero();

        assertThat(out.toString().lines()).singleElement().asString()
                .startsWith("{\"state\":{\"version\":3,").contains("\"data\":\"ALL of 50\"");
    }

    @Test
    void stackWithoutInboxesSaysSo() {
        assertThat(hermes("inbox", "--room", "none", "--user", "7")).isEqualTo(1);

        assertThat(err.toString()).contains("There is no InboxStatesTableName");
    }

    @Test
    void inboxIsPublishedTo() {
        assertThat(hermes("publish", "--room", "acme", "--user", "7", "--to", "9", "--inbox", "1")).isZero();

        assertThat(stack.published()).containsExactly(
                "{\"user_id\":\"7\",\"room_id\":\"acme\",\"data\":1,\"to\":[\"9\"],\"inbox\":true}");
    }

    @Test
    void kickTellsWhatBecameOfTheConnections() {
        stack.closings(new Closings(1, 0, 1));

        assertThat(hermes("kick", "--room", "acme", "--user", "9", "--yes")).isZero();

        assertThat(stack.lastFrames()).containsExactly(LastFrame.KICKED);
        assertThat(out).hasToString("Closed: 1\nJust connecting, not closed: 1 (do it again in a minute)\n");
    }

    @Test
    void kickedClientsCanBeAskedToComeBack() {
        assertThat(hermes("kick", "--room", "acme", "--come-back", "--yes")).isZero();

        assertThat(stack.lastFrames()).containsExactly(LastFrame.KICKED_FOR_A_NEW_TOKEN);
    }

    @Test
    void kickOfSomebodyWhoIsNotThereAsksNobody() {
        assertThat(hermes("kick", "--room", "acme", "--user", "8")).isZero();

        assertThat(out).hasToString("User 8 is not connected to room acme.\n");
    }

    @Test
    void kickAsksWithTheNumberOfConnections() {
        assertThat(hermes("kick", "--room", "acme")).isEqualTo(2);

        assertThat(err.toString())
                .contains("Close 2 connections of everyone in room acme of the local stack");
    }

    @Test
    void revokedUserIsToldAndDisconnected() throws IOException {
        assertThat(hermes("revoke", "--room", "grüße", "--user", "9", "--watch", "1s", "--yes", "--json"))
                .isZero();

        assertThat(stack.revoked()).containsExactly("9 of grüße");
        assertThat(stack.lastFrames()).hasSizeGreaterThan(1).containsOnly(LastFrame.REVOKED);
        assertThat(out)
                .hasToString("{\"revoked\":true,\"closed\":1,\"gone\":0,\"connecting\":0,\"sure\":true}\n");
    }

    @Test
    void payloadOfAFunctionIsPrinted() throws IOException {
        Path event = Files.writeString(folder.resolve("event.json"), "{\"a\":1}");

        assertThat(hermes("invoke", "EchoFunction", event.toString())).isZero();

        assertThat(Json.parse(out.toString())).isEqualTo(Json.parse("{\"a\":1}"));
    }

    @Test
    void functionGetsTheEventAsItIsWritten() throws IOException {
        var event = Files.writeString(folder.resolve("event.json"), "{\"a\": 1.50, \"a\": -0.0}");

        assertThat(hermes("invoke", "QuotingFunction", event.toString())).isZero();

        assertThat(Json.parse(out.toString()).asText()).isEqualTo("{\"a\": 1.50, \"a\": -0.0}");
    }

    @Test
    void eventThatIsNotJsonIsRefused() throws IOException {
        var event = Files.writeString(folder.resolve("event.json"), "{a");

        assertThat(hermes("invoke", "EchoFunction", event.toString())).isEqualTo(1);

        assertThat(err.toString()).contains("is not JSON");
    }

    @Test
    void functionErrorIsExitCodeOne() {
        System.setIn(new ByteArrayInputStream("{}".getBytes(StandardCharsets.UTF_8)));

        assertThat(hermes("invoke", "BrokenFunction", "-")).isEqualTo(1);

        assertThat(out.toString()).contains("broken");
        assertThat(err.toString()).startsWith("hermes: BrokenFunction failed after");
    }

    @Test
    void unknownFunctionIsNamed() {
        System.setIn(new ByteArrayInputStream("{}".getBytes(StandardCharsets.UTF_8)));

        assertThat(hermes("invoke", "NoFunction", "-")).isEqualTo(1);

        assertThat(err).hasToString("hermes: the template has no function NoFunction\n");
    }

    @Test
    void missingEventFileIsNamed() {
        assertThat(hermes("invoke", "EchoFunction", "none.json")).isEqualTo(1);

        assertThat(err).hasToString("hermes: cannot read the event none.json: does the file exist?\n");
    }

    @Test
    void withoutAStackTheWayToStartItIsTold() throws IOException {
        try (var silent = new Socket()) {
            // Bound and not listening: nobody else can get the port, and nobody answers there.
            silent.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));

            assertThat(hermesOn(silent.getLocalPort(), "outputs")).isEqualTo(1);

            assertThat(err).hasToString("hermes: no local stack on port " + silent.getLocalPort()
                    + "; start it with ./hermes up\n");
        }
    }

    @Test
    void anotherProgramOnThePortIsRecognized() throws Exception {
        try (var foreign = new ServerSocket(0)) {
            Thread.ofVirtual().start(() -> answerLikeAWebServer(foreign));

            assertThat(hermesOn(foreign.getLocalPort(), "outputs")).isEqualTo(1);
        }
        assertThat(err.toString()).contains("is not a Hermes stack");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"up", "outputs", "token", "publish", "invoke", "connections", "inbox", "kick",
                    "revoke",
                    "dead-letters", "dead-letters show", "dead-letters redrive", "dead-letters delete",
                    "rotate-key", "tail", "cost"})
    void helpShowsAnExample(String command) {
        assertThat(new CommandLineUnderTest().run((command + " --help").split(" "))).isZero();

        assertThat(out.toString()).contains("Example").contains("./hermes " + command);
    }

    private int hermes(String... args) {
        return hermesOn(console.port(), args);
    }

    private int hermesOn(int port, String... args) {
        return new CommandLineUnderTest()
                .run(Stream.concat(Arrays.stream(args), Stream.of("--port", "" + port))
                        .toArray(String[]::new));
    }

    private final class CommandLineUnderTest {

        private int run(String... args) {
            CommandLine commandLine = Main.commandLine();
            commandLine.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
            return commandLine.execute(args);
        }
    }

    private static void answerLikeAWebServer(ServerSocket server) {
        try (var socket = server.accept()) {
            var in = new BufferedReader(
                    new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            // To its end, as with unread bytes a close is a reset, and the answer may be lost.
            while (!in.readLine().isEmpty()) {
            }
            socket.getOutputStream()
                    .write("HTTP/1.0 200 OK\r\n\r\n<html>".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException _) {
            // The assertion on the client's side tells what went wrong.
        }
    }
}

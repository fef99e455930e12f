package hermes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.cli.stack.Closings;
import hermes.cli.terminal.Json;
import hermes.common.LastFrame;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

final class CommandsTest extends OnFakeStack {

    /** Before the first build the script says it, from the same line. */
    @Test
    void versionIsThatOfTheBuild() throws IOException {
        assertThat(hermes("--version")).isZero();

        var version = out.toString().replace("hermes", "").strip();
        assertThat(Files.readString(CommandRun.HOME.resolve("pom.xml")))
                .contains("\n    <version>%s</version>\n".formatted(version));
        for (var file : List.of("docs/backends.md", "examples/java/pom.xml",
                "examples/spring-boot/pom.xml")) {
            assertThat(CommandRun.HOME.resolve(file)).content()
                    .containsPattern(
                            "<artifactId>backend</artifactId>\\s+<version>%s</version>".formatted(version));
        }
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
    void tokenMayNameFurtherRooms() {
        hermes("token", "--user", "7", "--room", "acme", "--join", "project-9", "--join", "a,b");

        assertThat(out).hasToString("token of 7 in acme for PT12H and [project-9, a,b]\n");
    }

    @Test
    void roomIsGrantedAndTakenBack() {
        assertThat(hermes("grant", "--user", "7", "--room", "ticket-3", "--for", "30m")).isZero();
        assertThat(hermes("ungrant", "--user", "7", "--room", "ticket-3", "--json")).isZero();

        assertThat(stack.granted()).containsExactly("7 of ticket-3 for PT30M", "7 of ticket-3 no more");
        assertThat(out.toString()).contains("User 7 may join room ticket-3.").contains("{\"granted\":false}");
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
                        + "\"connectedAt\":\"2026-01-01T00:00:00Z\",\"expiresAt\":\"2026-01-01T02:10:00Z\",\"home\":true}");
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
        var event = Files.writeString(folder.resolve("event.json"), "{\"a\":1");

        assertThat(hermes("invoke", "EchoFunction", event.toString())).isEqualTo(1);

        assertThat(err.toString()).contains("is not JSON").doesNotContain("Source");
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
    void secondStackOnThePortIsRefused() {
        assertThat(hermes("up")).isEqualTo(1);

        assertThat(err.toString())
                .startsWith("hermes: a Hermes stack runs on port " + console.port() + " already")
                .contains("./hermes up --port ");
    }

    @Test
    void anotherProgramOnThePortIsRecognized() throws Exception {
        try (var foreign = new ServerSocket(0)) {
            Thread.ofVirtual().start(() -> answerLikeAWebServer(foreign));

            assertThat(hermesOn(foreign.getLocalPort(), "outputs")).isEqualTo(1);
        }
        assertThat(err.toString()).contains("is not a Hermes stack");
    }

    static Stream<String> commands() {
        return Stream.concat(names(Main.commandLine()),
                names(Main.commandLine().getSubcommands().get("dead-letters"))
                        .map("dead-letters "::concat));
    }

    private static Stream<String> names(CommandLine command) {
        return command.getSubcommands().keySet().stream()
                .filter(name -> !List.of("help", "generate-completion").contains(name));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void helpShowsAnExample(String command) {
        assertThat(run((command + " --help").split(" "))).isZero();

        assertThat(out.toString()).contains("Example").contains("./hermes " + command);
    }

    @Test
    void helpOfACommandCanBeAskedForInFront() {
        assertThat(CommandRun.of("help", "publish")).isEqualTo(CommandRun.of("publish", "--help"))
                .extracting(CommandRun::exitCode).isEqualTo(0);
    }

    /** Lines of a script, which the writer that escapes what a terminal would obey must leave as they are. */
    @Test
    void completionIsAScript() {
        var run = CommandRun.of("generate-completion");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out().lines()).hasSizeGreaterThan(100).contains("function _complete_hermes() {");
        assertThat(run.out()).contains("dead-letters redrive");
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

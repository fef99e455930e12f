package hermes.system.operator;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.cli.CommandRun;
import hermes.cli.terminal.Json;
import hermes.system.Browser;
import hermes.testing.Eventually;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tokens, notifications and what came of them, and how the commands are used. */
abstract class PublishingCommands extends OperatorCommands {

    @Test
    void outputsAreThoseOfTheStack() {
        var run = hermes("outputs", "QueueUrl");

        assertThat(run).isEqualTo(new CommandRun(0, STACK.output("QueueUrl") + "\n", ""));
        assertThat(hermes("outputs", "--json").json()).isEqualTo(Json.of(STACK.operations().outputs()));
    }

    @Test
    void tokenConnects() {
        var alone = hermes("token", "--user", "7", "--room", room).out().strip();
        var inJson = hermes("token", "--user", "7", "--room", room, "--json").json().path("token")
                .asText();

        for (var token : List.of(alone, inJson)) {
            assertThat(Browser.handshakeStatus(STACK.webSocketUrl() + "?token=" + token)).isEqualTo(101);
        }
    }

    @Test
    void publishedNotificationArrives() {
        try (var browser = STACK.connect("7", room)) {
            var run = hermes("publish", "--room", room, "--user", "9", "{\"type\":\"info\"}");

            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(browser.next().path("id").asText()).isEqualTo(run.out().strip());
        }
    }

    @Test
    void linesOfAPipeArriveInTheirOrder() {
        var lines = IntStream.rangeClosed(1, 30).mapToObj(Integer::toString).toList();
        var standardInput = System.in;
        System.setIn(new ByteArrayInputStream(String.join("\n", lines).getBytes(StandardCharsets.UTF_8)));
        try (var browser = STACK.connect("7", room)) {
            var run = hermes("publish", "--room", room, "--user", "9");

            assertThat(run.exitCode()).as(run.err()).isZero();
            var offsets = lines.stream().map(_ -> browser.next())
                    .collect(Collectors.toMap(frame -> frame.path("offset").asInt(),
                            frame -> frame.path("data").asText(), (one, _) -> one, TreeMap::new));
            assertThat(offsets.values()).containsExactlyElementsOf(lines);
        } finally {
            System.setIn(standardInput);
        }
    }

    @Test
    void whatNoStackWouldTakeIsRefused() {
        var token = hermes("token", "--user", "", "--room", room);
        var run = hermes("publish", "--room", room, "--user", "9", "--id", "a/b", "1", "--json");

        assertThat(token.exitCode()).isEqualTo(2);
        assertThat(token.err()).startsWith("hermes: ").contains("'--user'");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.json().path("failed").path(0).path("reason").asText()).contains("slash");
        assertThat(run.err()).startsWith("hermes: DATA was not published: ");
    }

    @Test
    void withoutATerminalNothingIsDestroyedUnasked() {
        var token = STACK.token("7", room);
        try (var browser = new Browser(STACK.webSocketUrl(), token)) {
            for (String[] deed : new String[][]{{"kick", "--room", room},
                    {"revoke", "--room", room, "--user", "7"},
                    {"rotate-key"}, {"dead-letters", "delete", "--all"}}) {
                var run = hermes(deed);

                assertThat(run.exitCode()).as(deed[0]).isEqualTo(2);
                assertThat(run.err()).contains("add --yes to go ahead");
            }
            STACK.publish(room, "still here");
            assertThat(browser.next().path("data").asText()).isEqualTo("still here");
        }
        assertThat(Browser.handshakeStatus(STACK.webSocketUrl() + "?token=" + token)).isEqualTo(101);
    }

    @Test
    void optionsThatMakeNoSenseAreWrongUsage() {
        assertThat(hermes("dead-letters", "redrive").exitCode()).isEqualTo(2);
        assertThat(hermes("dead-letters", "delete", "x", "--all").exitCode()).isEqualTo(2);
        assertThat(hermes("dead-letters", "--limit", "0").err())
                .contains("'--limit': '0' is not a whole number of 1 or more");
        assertThat(hermes("tail", "--room", room, "--count", "0").err())
                .contains("'--count': '0' is not a whole number of 1 or more");
    }

    /** The connection is closed under it between the two notifications. */
    @Test
    void tailPrintsEachNotificationOnceAcrossABreak() {
        // On a thread of its own: a small machine's common pool has one, which the other WebSockets need.
        var tail = CompletableFuture.supplyAsync(
                () -> hermes("tail", "--room", room, "--count", "2", "--json"),
                task -> Thread.ofPlatform().start(task)).orTimeout(2, TimeUnit.MINUTES);
        Eventually.isTrue("tail is connected", () -> STACK.connectionIds(room).size() == 1);
        try (var browser = STACK.connect("7", room)) {
            hermes("publish", "--room", room, "--user", "7", "1");
            browser.next();
            STACK.operations().closeConnections(room, Optional.empty(), Optional.empty(),
                    _ -> {});
            hermes("publish", "--room", room, "--user", "7", "2");
        }

        var run = tail.join();

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.jsonLines()).extracting(frame -> frame.path("data").asInt()).containsExactly(1, 2);
    }
}

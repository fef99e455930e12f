package hermes.system.operator;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.backend.Access;
import hermes.cli.CommandRun;
import hermes.cli.console.ConsoleServer;
import hermes.system.Browser;
import hermes.system.WholeStack;
import hermes.testing.Eventually;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With {@code --port}: the running stack tells where it is. */
@Order(4)
@ResourceLock(WholeStack.SHARED)
final class OperatorOnLocalStackIT {

    @RegisterExtension
    static final WholeStack STACK = new WholeStack();

    private static ConsoleServer console;

    @BeforeAll
    static void startConsole(@TempDir Path noClient) {
        console = STACK.startConsole(noClient);
    }

    @AfterAll
    static void stopConsole() {
        console.close();
    }

    @Nested
    final class Publishing extends PublishingCommands {

        @Override
        List<String> target() {
            return List.of("--port", "" + console.port());
        }
    }

    @Nested
    final class Connections extends ConnectionCommands {

        @Override
        List<String> target() {
            return List.of("--port", "" + console.port());
        }
    }

    @Nested
    final class DeadLetters extends DeadLetterCommands {

        @Override
        List<String> target() {
            return List.of("--port", "" + console.port());
        }
    }

    @Nested
    final class Status extends StatusCommands {

        @Override
        List<String> target() {
            return List.of("--port", "" + console.port());
        }

        @Test
        void noAlarmIsWhatALocalStackHas() {
            assertThat(hermes("status").out()).startsWith("The local stack\n")
                    .contains("Alarms: a local stack has none\n");
            assertThat(hermes("status", "--json").json().has("alarms")).isFalse();
        }
    }

    /** As on the PATH: what is told to be typed is what was typed. */
    @Test
    void messagesCallTheCommandWhatWasTyped(@TempDir Path home) throws IOException, InterruptedException {
        var run = CommandRun.typedInShell(home, "", "cd; unset -f hermes; mkdir bin; ln -s '%s' bin/hermes; "
                .formatted(Path.of("..", "hermes").toAbsolutePath().normalize())
                + "PATH=$HOME/bin:$PATH hermes token --rom r; PATH=$HOME/bin:$PATH hermes token --help; rm -r bin");

        assertThat(run.err()).contains("hermes: ");
        assertThat(run.out()).contains("$(hermes token --user 7");
    }

    @Test
    void launcherRunsCommandsThatNeedAws(@TempDir Path home) throws IOException, InterruptedException {
        try (var _ = STACK.connect("7", "launched")) {
            var run = CommandRun.typed(home, "connections", "--room", "launched", "--json", "--port",
                    "" + console.port());

            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.json().path("user").asText()).isEqualTo("7");
            // Where the rehearsal fails the JVM writes one all the same, of less than a megabyte.
            assertThat(Path.of("../cli/target/cli.jsa").toFile().length()).as("what keeps commands fast")
                    .isGreaterThan(10_000_000);
        }
    }

    /** The bytes are those of "müller" and "grüße" in UTF-8, whatever the locale of this test is. */
    @ParameterizedTest
    @ValueSource(strings = {"C", "POSIX", "", "xx_XX.UTF-8"})
    void launcherTakesWhatWasTypedInEveryLocale(String locale, @TempDir Path home)
            throws IOException, InterruptedException {
        var token = STACK.operations().issueToken("müller", "grüße", Duration.ofMinutes(5), Access.LISTEN);
        var url = STACK.webSocketUrl() + "?token=" + token;
        assertThat(Browser.handshakeStatus(url)).isEqualTo(101);

        var run = CommandRun.typedInShell(home, locale,
                "hermes revoke --yes --watch 1s --port %d --room $'%s' --user $'%s'"
                        .formatted(console.port(), "gr\\xc3\\xbc\\xc3\\x9fe", "m\\xc3\\xbcller"));

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).startsWith("Revoked: no token of user müller opens room grüße any more\n");
        assertThat(Browser.handshakeStatus(url)).isEqualTo(403);
    }

    @Test
    void launcherRefusesWhatIsNotUtf8(@TempDir Path home) throws IOException, InterruptedException {
        var run = CommandRun.typedInShell(home, "C", "hermes kick --yes --port %d --room $'gr\\xfc\\xdfe'"
                .formatted(console.port()));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("'--room'").contains("type it in UTF-8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"hermes outputs --port %d >/dev/full", "hermes outputs --json --port %d >/dev/full",
                    "hermes token --port %d --room r --user 7 >/dev/full",
                    "hermes connections --port %d >/dev/full",
                    "hermes outputs --port %d >&-", "hermes --help >/dev/full",
                    "seq 200 | hermes publish --port %d --room r --user 7 >/dev/full"})
    void commandWhoseOutputIsNotTakenFails(String line, @TempDir Path home)
            throws IOException, InterruptedException {
        var run = CommandRun.typedInShell(home, "", line.formatted(console.port()));

        assertThat(run.exitCode()).as(run.err()).isEqualTo(3);
        assertThat(run.withoutProgress().err().lines()).singleElement().asString()
                .startsWith("hermes: standard output takes nothing any more (");
    }

    /** Also when nothing comes that it could fail to print. */
    @Test
    void tailEndsWithItsReaderAndTakesItsAccessAway(@TempDir Path home)
            throws IOException, InterruptedException {
        var publishing = "until hermes connections --port %1$d --room tailed | grep hermes-tail >found; do :; done; "
                + "hermes publish --port %1$d --room tailed --user 7 1 >published";
        var run = CommandRun.typedInShell(home, "",
                ("cd; { " + publishing
                        + "; } & hermes tail --port %1$d --room tailed | head -1; code=$?; wait; exit $code")
                        .formatted(console.port()));

        assertThat(run.exitCode()).as(run.err()).isEqualTo(3);
        assertThat(run.out()).endsWith("  #1  from \"7\"  1\n");
        Eventually.isTrue("nobody is connected", () -> STACK.connectionIds("tailed").isEmpty());
    }

    @Test
    void upEndsWithItsReaderAndLeavesNothingBehind(@TempDir Path home)
            throws IOException, InterruptedException {
        var run = CommandRun.typedInShell(home, "", """
            set -m
            hermes up --port 0 | sed '/^Ready in /q' &
            group=$(jobs -p)
            wait %1
            code=$?
            while kill -0 -- -$group 2>/dev/null; do read -rt 0.1 <> <(:) || true; done
            exit $code
            """);

        assertThat(run.exitCode()).as(run.err()).isEqualTo(3);
        assertThat(run.out()).startsWith("Starting the stack of template.yaml ...\n");
        assertThat(run.out().lines()).hasSize(3).last().asString().startsWith("Ready in ");
    }
}

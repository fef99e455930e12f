package hermes.system.load;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.cli.CommandRun;
import hermes.cli.console.ConsoleServer;
import hermes.system.WholeStack;
import hermes.testing.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A small load of {@code hermes load}, with a reconnect storm in its middle. */
final class LoadIT {

    private static final int CONNECTIONS = 20;
    private static final int ROOMS = 3;
    private static final int PUBLISHED = 50;

    @RegisterExtension
    static final WholeStack STACK = WholeStack.ofItsOwn();

    private static ConsoleServer console;

    @BeforeAll
    static void startConsole(@TempDir Path noClient) {
        console = STACK.startConsole(noClient);
    }

    @AfterAll
    static void stopConsole() {
        console.close();
    }

    @Test
    void nothingIsLostInAStormAndNothingIsLeftBehind(@TempDir Path folder) throws IOException {
        var page = folder.resolve("load.html");

        var run = CommandRun.of(List.of("--port", "" + console.port()), "load", "--connections",
                "" + CONNECTIONS, "--rooms", "" + ROOMS, "--rate", "10", "--duration", "5s", "--storm",
                "--json", "--html", page.toString());

        assertThat(run.exitCode()).as(run.toString()).isZero();
        var report = run.json();
        assertThat(report.at("/frames/published").asInt()).isEqualTo(PUBLISHED);
        assertThat(report.at("/frames/expected").asInt()).isEqualTo(framesExpected());
        assertThat(report.at("/frames/delivered").asInt()).isEqualTo(framesExpected());
        assertThat(report.at("/frames/lost").asInt()).isZero();
        assertThat(report.at("/frames/doubled").asInt()).isZero();
        assertThat(report.at("/storm/back").asInt()).isEqualTo(CONNECTIONS);
        assertThat(report.at("/handshakes/millis/count").asInt()).isEqualTo(2 * CONNECTIONS);
        assertThat(report.at("/publishToFrameMillis/p50").asDouble()).isPositive();
        assertThat(Files.readString(page)).contains("Nothing was lost and nothing doubled.");
        assertNothingIsLeft();
    }

    /** By SIGTERM, which does the same, as a build in the background may not hear of the other. */
    @Test
    void ctrlCEndsItWithAReportAndLeavesNothingBehind(@TempDir Path home)
            throws IOException, InterruptedException {
        var run = CommandRun.typedInShell(home, "", """
            set -m
            cd
            hermes load --port %d --connections 4 --rooms 2 --duration 10m 2>told &
            group=$(jobs -p)
            until grep -q published told; do kill -0 %%1 || exit 1; read -rt 0.1 <> <(:) || true; done
            kill -TERM -- -$group
            while kill -0 -- -$group 2>/dev/null; do read -rt 0.1 <> <(:) || true; done
            """.formatted(console.port()));

        assertThat(run.out()).startsWith(
                "4 connections in 2 rooms, 10 notifications a second for 10 min, on the local stack; ended after ")
                .containsPattern("published +[1-9]");
        assertNothingIsLeft();
    }

    /** Of three rooms the first two have a connection more, and get the last two of fifty notifications. */
    private static int framesExpected() {
        return 17 * 7 + 17 * 7 + 16 * 6;
    }

    private static void assertNothingIsLeft() {
        Eventually.isTrue("nobody is connected", () -> STACK.operations().connections().findAny().isEmpty());
        assertThat(
                STACK.aws().dynamoDb().scan(scan -> scan.tableName(STACK.output("TokensTableName"))).items())
                .as("tokens").isEmpty();
        assertThat(STACK.aws().dynamoDb().scanPaginator(scan -> scan
                .tableName(STACK.output("NotificationsTableName")).filterExpression("attribute_exists(#head)")
                .expressionAttributeNames(Map.of("#head", "head"))).items().stream()
                .map(item -> item.getOrDefault("stream", AttributeValue.fromS("?")).s())).as("heads of rooms")
                .noneMatch(stream -> stream.startsWith("room#hermes-load-"));
    }
}

package hermes.system.faults;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.cli.CommandRun;
import hermes.cli.console.ConsoleApi;
import hermes.cli.console.ConsoleServer;
import hermes.cli.console.LogFeed;
import hermes.cli.console.MetricStatistics;
import hermes.system.CheapTokens;
import hermes.system.faults.book.GrantBook;
import hermes.system.faults.book.Ledger;
import hermes.testing.Eventually;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * A long pipe into the command, and three clients, one of which is cut twice meanwhile. Runs only when it is asked for:
 *
 * <pre>{@code
 * mvn verify -pl system-tests -am -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=PipeIT -Dlines=10000
 * }</pre>
 */
@EnabledIfSystemProperty(named = "lines", matches = "\\d+")
final class PipeIT {

    private static final int LINES = Integer.getInteger("lines", 0);
    private static final int TICK_MILLIS = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(9);

    private static FaultyStack stack;
    private static ConsoleServer console;

    @BeforeAll
    static void start(@TempDir Path noClient) {
        stack = new FaultyStack();
        var api = new ConsoleApi(stack.operations(), stack.local()::invoke, new MetricStatistics());
        console = new ConsoleServer(api, new LogFeed(), noClient, 0).start(0);
    }

    @AfterAll
    static void end() {
        console.close();
        stack.close();
    }

    @Test
    void linesArriveInTheirOrder(@TempDir Path home) throws IOException, InterruptedException {
        for (var client : piped(home, "ordered", "")) {
            assertThat(lines(client)).as(client.name())
                    .containsExactlyElementsOf(LongStream.rangeClosed(1, LINES).boxed().toList());
        }
    }

    @Test
    void allLinesArriveThroughTheQueueWithoutAnOrder(@TempDir Path home)
            throws IOException, InterruptedException {
        var clients = piped(home, "unordered", "--unordered");

        assertThat(lines(clients.getFirst()))
                .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(1, LINES).boxed().toList());
        assertThat(clients).allSatisfy(
                client -> assertThat(lines(client)).isEqualTo(lines(clients.getFirst())));
    }

    /** @return the clients, when they have all lines */
    private static List<Client> piped(Path home, String room, String option)
            throws IOException, InterruptedException {
        var token = new CheapTokens(stack.operations()).issue("7", room);
        var clients = IntStream.rangeClosed(1, 3).mapToObj(number -> new Client(
                Who.in(room, "7", number), true, () -> stack.output("WebSocketUrl") + "?token=" + token,
                new Ledger(), new GrantBook())).toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            clients.forEach(client -> threads.submit(() -> live(client)));
            threads.submit(() -> cut(clients.getFirst()));
            long start = System.nanoTime();
            var run = CommandRun.typedInShell(home, "",
                    "seq %d | hermes publish --room %s --user 9 --port %d %s >/dev/null".formatted(LINES,
                            room,
                            console.port(), option));
            assertThat(run.exitCode()).as(run.err()).isZero();
            double published = (System.nanoTime() - start) / 1e9;
            Eventually.isTrue("everyone has everything", PATIENCE,
                    () -> clients.stream().allMatch(PipeIT::complete));
            System.out.printf(
                    "%,d lines, %s: published in %.1f s, received after %.1f s; the client that was cut: %s%n",
                    LINES, room, published, (System.nanoTime() - start) / 1e9, clients.getFirst().counts());
        }
        assertThat(clients).allSatisfy(client -> assertThat(client.violations()).isEmpty());
        return clients;
    }

    private static Void live(Client client) throws InterruptedException {
        while (!complete(client)) {
            if (client.socket().isPresent() || client.connect()) {
                client.tick();
            }
            Thread.sleep(TICK_MILLIS);
        }
        return null;
    }

    /** After a third and after two thirds of the lines. */
    private static void cut(Client client) {
        for (int third = 1; third <= 2; third++) {
            int enough = LINES * third / 3;
            Eventually.isTrue("it has enough to be cut", PATIENCE, () -> client.received() >= enough);
            client.socket().ifPresent(ClientSocket::cut);
        }
    }

    private static boolean complete(Client client) {
        return client.received() >= LINES;
    }

    private static List<Long> lines(Client client) {
        return client.home().stream("room").handedOn().stream()
                .map(handedOn -> handedOn.frame().path("data").asLong()).toList();
    }
}

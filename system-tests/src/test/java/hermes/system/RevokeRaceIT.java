package hermes.system;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.cli.CommandRun;
import hermes.cli.console.ConsoleServer;
import hermes.testing.Eventually;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Thieves who connect with a stolen token again and again, so that some handshake is always on its way, and from the
 * moment of its revocation hold what they get. A build runs it once; a hundred times:
 *
 * <pre>{@code
 * mvn verify -pl system-tests -am -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=RevokeRaceIT -Druns=100
 * }</pre>
 */
final class RevokeRaceIT {

    private static final int THIEVES = 6;
    private static final int RUNS = Integer.getInteger("runs", 1);
    /** Handshakes here take less than on AWS. */
    private static final String WATCH = "6s";

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
    void noConnectionOutlivesTheRevocation() throws InterruptedException {
        int late = 0;
        for (int run = 1; run <= RUNS; run++) {
            late += race("run %d of %d".formatted(run, RUNS));
        }
        System.out.printf("%d revocations, %d thieves each: %d connections were held, none was left%n", RUNS,
                THIEVES, late);
    }

    /** @return how many connections the thieves have tried to hold */
    private static int race(String run) throws InterruptedException {
        var room = STACK.newRoom();
        var token = STACK.token("7", room);
        var thieves = IntStream.range(0, THIEVES).mapToObj(_ -> new Thief(token)).toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            thieves.forEach(threads::submit);
            try {
                for (var thief : thieves) {
                    thief.connected.await();
                }
                thieves.forEach(thief -> thief.holds = true);
                var revoke = CommandRun.of(List.of("--port", "" + console.port()), "revoke", "--room", room,
                        "--user",
                        "7", "--watch", WATCH, "--yes");

                assertThat(revoke.exitCode()).as("%s: %s", run, revoke).isZero();
                Eventually.isTrue(run + ": everyone is thrown out",
                        () -> thieves.stream().noneMatch(Thief::isIn));
                assertThat(STACK.connectionIds(room)).as(run).isEmpty();
            } finally {
                thieves.forEach(thief -> thief.over = true);
            }
        }
        return thieves.stream().mapToInt(thief -> thief.held.get()).sum();
    }

    private static final class Thief implements Runnable {

        private static final long LOOK_NANOS = Duration.ofMillis(2).toNanos();

        private final CountDownLatch connected = new CountDownLatch(1);
        private final AtomicInteger held = new AtomicInteger();
        private final String token;
        private volatile Optional<Browser> browser = Optional.empty();
        private volatile boolean holds;
        private volatile boolean over;

        Thief(String token) {
            this.token = token;
        }

        @Override
        public void run() {
            while (!over) {
                try (var open = new Browser(STACK.webSocketUrl(), token)) {
                    browser = Optional.of(open);
                    connected.countDown();
                    hold(open);
                } catch (CompletionException _) {
                    // Refused: a thief tries again.
                }
            }
        }

        private void hold(Browser open) {
            if (holds) {
                held.incrementAndGet();
            }
            while (holds && !over && !open.isClosed()) {
                LockSupport.parkNanos(LOOK_NANOS);
            }
        }

        boolean isIn() {
            return browser.filter(open -> !open.isClosed()).isPresent();
        }
    }
}

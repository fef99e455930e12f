package hermes.system.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.common.Parallel;
import hermes.system.Browser;
import hermes.system.SigningBackend;
import hermes.system.WholeStack;
import hermes.testing.Eventually;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Pages that join a room and leave it again and again, so that some join is always on its way, while the room is taken back.
 * A build runs as many rounds as take ten seconds; for two minutes:
 *
 * <pre>{@code
 * mvn verify -pl system-tests -am -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=RoomRaceIT -Dseconds=120
 * }</pre>
 */
final class RoomRaceIT {
    private static final int PAGES = 4;
    private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("seconds", 10));

    /** A page may send 60 messages at once: fewer, so that leaving is never refused. */
    private static final int MOST_TURNS = 50;

    @RegisterExtension
    static final WholeStack STACK = WholeStack.ofItsOwn();

    @Test
    void nobodyStaysInARoomThatWasTakenBackWhileItWasJoined() {
        var end = Instant.now().plus(TIME);
        int rounds = 0;
        int joined = 0;
        do {
            joined += race(rounds, rounds % 2 == 0);
            rounds++;
        } while (Instant.now().isBefore(end));
        System.out.printf("%d rounds, %d pages each: joined %d times, nobody stayed%n", rounds, PAGES,
                joined);
        assertThat(joined).isGreaterThanOrEqualTo(rounds * PAGES);
    }

    /** @return how often the room was joined */
    private static int race(int round, boolean named) {
        var home = STACK.newRoom();
        var room = new FurtherRoom(STACK);
        var backend = new SigningBackend(STACK, "7", home);
        if (!named) {
            room.grant(Duration.ofMinutes(5));
        }
        var pages = IntStream.range(0, PAGES)
                .mapToObj(_ -> new Page(new Browser(STACK.webSocketUrl(),
                        named ? backend.tokenNaming(room.id()) : backend.token()), room))
                .toList();
        var takingBack = Thread.ofVirtual().start(() -> {
            pages.forEach(Page::awaitTurns);
            room.takeBack(named ? "revoked" : "ungranted");
        });
        int joined = Parallel.map(pages, Page::joinUntilRefused).stream().mapToInt(count -> count).sum();
        Eventually.isTrue("round " + round + ": the room is empty",
                () -> !takingBack.isAlive() && STACK.connectionIds(room.id()).isEmpty());
        assertHearNothingOf(room, home, pages, round);
        pages.forEach(page -> page.browser.close());
        return joined;
    }

    private static void assertHearNothingOf(FurtherRoom room, String home, List<Page> pages, int round) {
        STACK.publish(room.id(), "secret");
        Eventually.isTrue("it is delivered to whoever there is", STACK::queueIsEmpty);
        STACK.publish(home, "end");
        pages.forEach(page -> assertThat(
                page.browser.until(frame -> frame.path("data").asText().equals("end"))).as("round %d", round)
                .noneMatch(frame -> frame.path("data").asText().equals("secret")));
    }

    /** Takes back after as many turns as the round's chance has it, and at the latest when no turn is left. */
    private record Page(Browser browser, FurtherRoom room, CountDownLatch turns) {

        Page(Browser browser, FurtherRoom room) {
            this(browser, room, new CountDownLatch(1 + (int) (Math.random() * 8)));
        }

        void awaitTurns() {
            try {
                turns.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted while pages join", e);
            }
        }

        /** @return how often it has joined */
        int joinUntilRefused() {
            int joined = 0;
            while (join()) {
                joined++;
                turns.countDown();
                if (joined < MOST_TURNS) {
                    browser.send(room.leave());
                    browser.until(frame -> frame.has("ok"));
                }
            }
            return joined;
        }

        private boolean join() {
            browser.send(room.resume());
            var answer = browser.until(frame -> frame.has("rooms")).getLast().path("rooms").path(room.id());
            return answer.has("room");
        }
    }
}

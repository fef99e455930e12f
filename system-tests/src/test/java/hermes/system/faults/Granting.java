package hermes.system.faults;

import hermes.system.faults.book.GrantBook;
import hermes.testing.Eventually;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A backend that lets a user into a room and takes it back, again and again. Sometimes it waits until nobody is there any more.
 */
final class Granting implements Life {

    private static final Duration TIME = Duration.ofMinutes(30);
    private static final int LONGEST_MILLIS = 4_000;
    private static final int LOOK_MILLIS = 300;

    /**
     * A join that began before is over then: docs/protocol.md has five seconds for it, counted from the moment at which the
     * stack was asked to look.
     */
    private static final int GONE_MILLIS = 6_000;

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final FaultyStack stack;
    private final GrantBook book;
    private final String user;
    private final String room;
    private final SplittableRandom random;
    private volatile boolean over;

    Granting(FaultyStack stack, GrantBook book, GrantBook.Right right, SplittableRandom random) {
        this.stack = stack;
        this.book = book;
        this.user = right.user();
        this.room = right.room();
        this.random = random;
    }

    @Override
    public void end() {
        over = true;
    }

    @Override
    public void live() throws InterruptedException {
        while (!over) {
            grant();
            Thread.sleep(random.nextInt(LONGEST_MILLIS));
            takeBack();
            if (random.nextBoolean()) {
                int gone = 0;
                while (!over && gone < GONE_MILLIS) {
                    Thread.sleep(LOOK_MILLIS);
                    gone = isThere() ? 0 : gone + LOOK_MILLIS;
                }
                if (gone >= GONE_MILLIS) {
                    book.effective(user, room);
                }
            }
            Thread.sleep(random.nextInt(LONGEST_MILLIS));
        }
    }

    void grant() {
        book.begin(true, user, room);
        stack.operations().grant(user, room, TIME);
        book.end(user, room);
    }

    /** For good, and waits until the user is not there any more. */
    void takeBackForGood() {
        takeBack();
        Eventually.isTrue(user + " is out of " + room, PATIENCE, () -> !isThere());
        book.effective(user, room);
    }

    private void takeBack() {
        book.begin(false, user, room);
        stack.operations().ungrant(user, room);
        book.end(user, room);
    }

    private boolean isThere() {
        return !stack.operations().connections(room, Optional.of(user)).isEmpty();
    }
}

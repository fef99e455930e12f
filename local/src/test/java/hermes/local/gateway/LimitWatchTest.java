package hermes.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class LimitWatchTest {

    private static final Instant START = Instant.parse("2026-11-30T10:00:00Z");

    private final SettableClock clock = new SettableClock(START);
    private final LimitWatch watch = new LimitWatch(clock);
    private Instant next = Instant.MAX;
    private int looks;

    @AfterEach
    void close() {
        watch.close();
    }

    @Test
    void nothingIsLookedAtBeforeALimitIsExpected() {
        after(Duration.ofHours(3));

        assertThat(looks).isZero();
    }

    @Test
    void nothingIsLookedAtBeforeTheEarliestLimit() {
        watch.expect(START.plusSeconds(600));
        watch.expect(START.plusSeconds(3));
        watch.expect(START.plusSeconds(7200));

        after(Duration.ofMillis(2_999));
        assertThat(looks).isZero();
        after(Duration.ofMillis(1));
        assertThat(looks).isOne();
    }

    @Test
    void afterALookTheNextIsWhenItSaid() {
        watch.expect(START.plusSeconds(3));
        next = START.plusSeconds(600);

        after(Duration.ofSeconds(3));
        after(Duration.ofSeconds(596));
        assertThat(looks).isOne();
        after(Duration.ofSeconds(1));
        assertThat(looks).isEqualTo(2);
    }

    @Test
    void limitsThatEndOneAfterTheOtherAreLookedAtOnceASecond() {
        watch.expect(START);
        for (int tenth = 0; tenth < 30; tenth++) {
            next = clock.instant().plusMillis(1);
            after(Duration.ofMillis(100));
        }

        assertThat(looks).isEqualTo(3);
    }

    @Test
    void limitThatIsExpectedDuringALookIsNotLost() {
        watch.expect(START);

        watch.lookIfDue(() -> {
            watch.expect(START.plusSeconds(3));
            return Instant.MAX;
        });
        after(Duration.ofSeconds(3));

        assertThat(looks).isOne();
    }

    @Test
    void lookThatFailsIsLoggedAndFollowedByAnotherInASecond() {
        watch.expect(START);
        try (var log = new CapturedLog(LimitWatch.class)) {
            watch.lookIfDue(() -> {
                throw new IllegalStateException("a connection is broken");
            });

            assertThat(log.records()).singleElement()
                    .satisfies(entry -> assertThat(entry.getThrown()).hasMessage("a connection is broken"));
        }
        after(Duration.ofMillis(999));
        assertThat(looks).isZero();
        after(Duration.ofMillis(1));
        assertThat(looks).isOne();
    }

    private void after(Duration time) {
        clock.advance(time);
        watch.lookIfDue(() -> {
            looks++;
            return next;
        });
    }
}

package hermes.authorizer.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hermes.local.identity.IssuerKey;
import hermes.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When the keys are read, by a clock that the test moves. */
class IssuerKeysTest {
    private static final Duration MOMENT = Duration.ofMillis(1);
    private static final KeySet FIRST = KeySets.of(IssuerKey.generate("EdDSA").jwk());
    private static final KeySet SECOND = KeySets.of(IssuerKey.generate("EdDSA").jwk());

    private final SettableClock clock = new SettableClock(Instant.parse("2030-01-01T12:00:00Z"));
    private final IssuerKeys keys = new IssuerKeys(this::read, clock);
    private Optional<KeySet> published = Optional.of(FIRST);
    private int reads;

    @Test
    void keysAreReadOnceInFiveMinutes() {
        assertThat(keys.current()).isEqualTo(FIRST);
        published = Optional.of(SECOND);
        clock.advance(IssuerKeys.LONGEST_AGE.minus(MOMENT));
        assertThat(keys.current()).isEqualTo(FIRST);
        assertThat(reads).isEqualTo(1);

        clock.advance(MOMENT);

        assertThat(keys.current()).isEqualTo(SECOND);
        assertThat(reads).isEqualTo(2);
    }

    @Test
    void newKeyIsFoundAtOnceAndTheNextAfterAMinute() {
        keys.current();
        published = Optional.of(SECOND);

        assertThat(keys.renewed()).contains(SECOND);
        assertThat(keys.current()).isEqualTo(SECOND);

        published = Optional.of(FIRST);
        clock.advance(IssuerKeys.BETWEEN_SEARCHES.minus(MOMENT));
        assertThat(keys.renewed()).isEmpty();
        clock.advance(MOMENT);
        assertThat(keys.renewed()).contains(FIRST);
    }

    @Test
    void floodOfUnknownKeysAsksOnceAMinuteWhetherTheIssuerAnswersOrNot() {
        keys.current();
        for (int second = 0; second < 600; second++) {
            published = second < 300 ? Optional.of(FIRST) : Optional.empty();
            for (int token = 0; token < 100; token++) {
                keys.current();
                ask();
            }
            clock.advance(Duration.ofSeconds(1));
        }

        assertThat(reads).isBetween(10, 12);
    }

    @Test
    void keysThatCannotBeReadAgainGoOn() {
        keys.current();
        published = Optional.empty();
        clock.advance(Duration.ofDays(1));

        assertThat(keys.current()).isEqualTo(FIRST);
        assertThat(keys.current()).isEqualTo(FIRST);
        assertThat(reads).as("for both, and not again within a minute").isEqualTo(2);
    }

    @Test
    void nothingIsSaidOfAnUnknownKeyWhileTheIssuerDoesNotAnswer() {
        keys.current();
        published = Optional.empty();

        assertThatThrownBy(keys::renewed).isInstanceOf(IssuerUnavailableException.class)
                .hasMessageContaining("down");
        assertThatThrownBy(keys::renewed).isInstanceOf(IssuerUnavailableException.class);
        assertThat(reads).isEqualTo(2);

        published = Optional.of(SECOND);
        clock.advance(IssuerKeys.BETWEEN_SEARCHES);
        assertThat(keys.renewed()).contains(SECOND);
    }

    @Test
    void firstKeysAreTriedAgainAfterFiveSeconds() {
        published = Optional.empty();
        assertThatThrownBy(keys::current).isInstanceOf(IssuerUnavailableException.class);
        clock.advance(IssuerKeys.BETWEEN_FIRST_ATTEMPTS.minus(MOMENT));
        assertThatThrownBy(keys::current).isInstanceOf(IssuerUnavailableException.class);
        assertThat(reads).isEqualTo(1);

        published = Optional.of(FIRST);
        clock.advance(MOMENT);

        assertThat(keys.current()).isEqualTo(FIRST);
        assertThat(keys.renewed()).as("and what they do not fit is asked for").contains(FIRST);
    }

    private void ask() {
        try {
            keys.renewed();
        } catch (IssuerUnavailableException _) {
            // As often as it likes.
        }
    }

    private KeySet read() {
        reads++;
        return published.orElseThrow(() -> new IssuerUnavailableException("down"));
    }
}

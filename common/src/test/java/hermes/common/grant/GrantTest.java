package hermes.common.grant;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class GrantTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_000_000);
    private static final OptionalLong NO_TOKEN = OptionalLong.empty();

    private static final Grant GRANTED = new Grant(NOW.plusSeconds(10), Optional.empty());
    private static final Grant TAKEN_BACK = new Grant(NOW.plusSeconds(10),
            Optional.of(Instant.ofEpochSecond(1_000_060)));

    @Test
    void grantHoldsUntilItsEnd() {
        assertThat(GRANTED.until(NO_TOKEN, NOW)).contains(NOW.plusSeconds(10));
        assertThat(GRANTED.until(NO_TOKEN, NOW.plusSeconds(10).minusNanos(1))).contains(NOW.plusSeconds(10));
        assertThat(GRANTED.until(NO_TOKEN, NOW.plusSeconds(10))).isEmpty();
    }

    @Test
    void nothingGrantsNothing() {
        assertThat(Grant.NONE.until(NO_TOKEN, NOW)).isEmpty();
    }

    @Test
    void tokenHoldsAsLongAsTheConnection() {
        assertThat(Grant.NONE.until(OptionalLong.of(5), NOW)).contains(Instant.MAX);
        assertThat(Grant.NONE.until(OptionalLong.of(0), NOW)).contains(Instant.MAX);
    }

    @Test
    void tokenIsNotShortenedByAGrant() {
        assertThat(GRANTED.until(OptionalLong.of(5), NOW)).contains(Instant.MAX);
    }

    @Test
    void takenBackRoomIsGrantedByNothing() {
        assertThat(TAKEN_BACK.until(NO_TOKEN, NOW)).isEmpty();
    }

    @Test
    void takenBackRoomIsNotGrantedByATokenIssuedBefore() {
        assertThat(TAKEN_BACK.until(OptionalLong.of(1_000_059), NOW)).isEmpty();
        assertThat(TAKEN_BACK.until(OptionalLong.of(1_000_060), NOW)).contains(Instant.MAX);
    }

    @Test
    void takenBackRoomIsNotGrantedByATokenWithoutADate() {
        assertThat(TAKEN_BACK.until(OptionalLong.of(0), NOW)).isEmpty();
    }

    @Test
    void whatHasExpiredTakesNothingBack() {
        assertThat(TAKEN_BACK.until(OptionalLong.of(5), NOW.plusSeconds(10))).contains(Instant.MAX);
    }
}

package hermes.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ConnectionTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    @Test
    void connectionExpiresTenMinutesAfterItsLongestLife() {
        var connection = Connection.since(NOON, "c1", "acme", "7");

        assertThat(connection.expiresAt()).isEqualTo("2026-11-22T14:10:00Z");
        assertThat(connection.expired(connection.expiresAt().minusMillis(1))).isFalse();
        assertThat(connection.expired(connection.expiresAt())).isTrue();
    }

    @Test
    void tokenCanEndItEarlierAndNotLater() {
        var connection = Connection.since(NOON, "c1", "acme", "7");

        assertThat(connection.endingBy(NOON.plusMillis(90_900)).expiresAt())
                .isEqualTo("2026-11-22T12:01:30Z");
        assertThat(connection.endingBy(NOON.plusSeconds(7_800))).isEqualTo(connection);
        assertThat(connection.endingBy(Instant.MAX)).isEqualTo(connection);
    }

    @Test
    void connectionOutlivesItsTokenOnlyWhileTheGatewayWouldKeepIt() {
        var connection = Connection.since(NOON, "c1", "acme", "7");
        var shortened = connection.endingBy(NOON.plusSeconds(60));

        assertThat(shortened.outlivesItsToken(NOON.plusSeconds(59))).isFalse();
        assertThat(shortened.outlivesItsToken(NOON.plusSeconds(60))).isTrue();
        assertThat(connection.endingBy(NOON.plusSeconds(7_199)).outlivesItsToken(NOON.plusSeconds(7_199)))
                .isTrue();
        assertThat(connection.endingBy(NOON.plusSeconds(7_200)).outlivesItsToken(NOON.plusSeconds(7_200)))
                .isFalse();
        assertThat(connection.outlivesItsToken(NOON.plusSeconds(8_000))).isFalse();
    }

    @Test
    void connectionIsYoungForAMinute() {
        var connection = Connection.since(NOON, "c1", "acme", "7");

        assertThat(connection.young(NOON.plusSeconds(60))).isTrue();
        assertThat(connection.young(NOON.plusMillis(60_001))).isFalse();
    }

    @Test
    void timesHaveTheStoredPrecision() {
        var connection = Connection.since(NOON.plusNanos(123_456_789), "c1", "acme", "7");

        assertThat(connection.connectedAt()).isEqualTo("2026-11-22T12:00:00.123Z");
        assertThat(connection.expiresAt()).isEqualTo("2026-11-22T14:10:00Z");
    }

    @Test
    void connectionWithoutRoomIsRefusedByName() {
        assertThatThrownBy(() -> Connection.since(NOON, "c1", "", "7"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Connection c1 has no room; expected a text that is not empty");
    }

    @Test
    void connectionWithoutUserOrIdIsRefused() {
        assertThatThrownBy(() -> Connection.since(NOON, "c1", "acme", null)).hasMessageContaining("no user");
        assertThatThrownBy(() -> Connection.since(NOON, null, "acme", "7")).hasMessageContaining("no id");
    }
}

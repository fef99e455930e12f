package hermes.common;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.testing.Contract;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class ContractTest {
    static final List<String> VALID = Contract.validIds();

    @ParameterizedTest
    @FieldSource("VALID")
    void idsAreThoseOfTheContract(String json) {
        assertThat(Ids.valid(Contract.id(json))).isTrue();
    }

    @Test
    void idOfABrowsersNotificationHasRoom() {
        assertThat(Ids.LONGEST_NOTIFICATION_BYTES).isGreaterThanOrEqualTo(
                Ids.LONGEST_BYTES + 1 + Contract.number("/notifications/ref_characters"));
    }

    @Test
    void lengthsOfIdsAreThoseOfTheContract() {
        assertThat(Ids.LONGEST_BYTES).isEqualTo(Contract.number("/ids/longest_bytes"));
        assertThat(Ids.LONGEST_NOTIFICATION_BYTES)
                .isEqualTo(Contract.number("/ids/longest_notification_bytes"));
        assertThat(StreamName.LONGEST_KEY_BYTES)
                .isEqualTo(Contract.number("/notifications/longest_key_bytes"));
    }

    @Test
    void sizesOfNotificationsAreThoseOfTheContract() {
        assertThat(NotificationLimits.MOST_USERS).isEqualTo(Contract.number("/notifications/most_users"));
        assertThat(NotificationLimits.MOST_USERS_OF_A_BROWSER)
                .isEqualTo(Contract.number("/notifications/most_users_of_a_browser"));
        assertThat(NotificationLimits.MOST_MESSAGES_OF_A_BROWSER)
                .isEqualTo(Contract.number("/messages/most_together"));
        assertThat(NotificationLimits.MESSAGE_BYTES)
                .isEqualTo(Contract.number("/notifications/message_bytes"));
        assertThat(NotificationLimits.ENVELOPE_BYTES)
                .isEqualTo(Contract.number("/notifications/envelope_bytes"));
        assertThat(NotificationLimits.FRAME_BYTES).isEqualTo(Contract.number("/notifications/frame_bytes"));
        assertThat(NotificationLimits.EPOCH_CHARACTERS)
                .isEqualTo(Contract.number("/notifications/epoch_characters"));
    }

    @Test
    void livesOfConnectionsAreThoseOfTheContract() {
        assertThat(Connection.LONGEST_LIFE).isEqualTo(Contract.seconds("/connections/longest_life_seconds"));
        assertThat(Connection.EXPIRY_MARGIN)
                .isEqualTo(Contract.seconds("/connections/expiry_margin_seconds"));
        assertThat(Connection.YOUNG).isEqualTo(Contract.seconds("/connections/young_seconds"));
    }

    @Test
    void subprotocolsAreThoseOfTheContract() {
        var offered = Contract.text("/subprotocols/accepted") + ","
                + Contract.text("/subprotocols/token_prefix") + "a.b";

        var understood = Subprotocols.offeredIn(Map.of("Sec-WebSocket-Protocol", offered), null);

        assertThat(Subprotocols.HERMES).isEqualTo(Contract.text("/subprotocols/accepted"));
        assertThat(understood.haveHermes()).isTrue();
        assertThat(understood.tokens()).containsExactly("a.b");
    }
}

package hermes.send.route;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.testing.Contract;
import org.junit.jupiter.api.Test;

class AllowanceTest {

    @Test
    void allowancesAreThoseOfTheContract() {
        assertThat(Allowance.MESSAGES_AT_ONCE).isEqualTo(Contract.number("/bounds/messages_at_once"));
        assertThat(Allowance.MESSAGES_A_SECOND).isEqualTo(Contract.number("/bounds/messages_a_second"));
        assertThat(Allowance.CATCH_UPS_AT_ONCE).isEqualTo(Contract.number("/bounds/catch_ups_at_once"));
        assertThat(Allowance.SECONDS_FOR_A_CATCH_UP)
                .isEqualTo(Contract.number("/bounds/seconds_for_a_catch_up"));
    }
}
